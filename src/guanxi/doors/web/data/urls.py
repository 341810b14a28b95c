"""Addresses of the topic (网址)."""

from django.urls import path

from guanxi.doors.web.data import (
    assumptions,
    dictionary,
    export,
    loads,
    manual,
    mending,
    models,
    proof,
    quarantine,
    runs,
    versions,
)

app_name = "data"
urlpatterns = [
    path("", loads.listed, name="home"),
    path("loads/running/", loads.running, name="running"),
    path("loads/start/", loads.start, name="start_load"),
    path("loads/upload/", loads.upload, name="upload"),
    path("loads/<int:number>/", loads.one, name="load"),
    path("loads/jobs/<int:number>/stop/", loads.stop, name="stop_load"),
    path("quarantine/", quarantine.listed, name="quarantine"),
    path("quarantine/all/", mending.settle_all, name="settle_all"),
    path("quarantine/<int:number>/", mending.one, name="rejected"),
    path("quarantine/<int:number>/give-up/", mending.give_up, name="give_up"),
    path("quarantine/rejected.csv", export.rejected, name="quarantine_csv"),
    path("runs/", runs.listed, name="runs"),
    path("runs/running/", runs.running, name="runs_running"),
    path("runs/start/", runs.start, name="start_run"),
    path("runs/stop/", runs.stop, name="stop_run"),
    path("runs/<int:number>/", runs.one, name="run"),
    path("assumptions/", assumptions.listed, name="assumptions"),
    path("assumptions/versions/<int:number>/", versions.one, name="version"),
    path("assumptions/versions/<int:number>/effect/", versions.effect, name="version_effect"),
    path("assumptions/versions/<int:number>/preview/", versions.start_preview, name="start_preview"),
    path("assumptions/versions/<int:number>/stop/", versions.stop_preview, name="stop_preview"),
    path("assumptions/versions/<int:number>/submit/", versions.submit, name="submit_version"),
    path("assumptions/versions/<int:number>/withdraw/", versions.withdraw, name="withdraw_version"),
    path("assumptions/versions/<int:number>/decide/", versions.decide, name="decide_version"),
    path("assumptions/<slug:name>/", assumptions.topic, name="assumption"),
    path("models/", models.listed, name="models"),
    path("proof/", proof.shown, name="proof"),
    path("dictionary/", dictionary.contents, name="dictionary"),
    path("manual/", manual.contents, name="manual"),
    path("manual/<slug:measure>/", manual.measure, name="measure"),
    path("dictionary/<slug:contract>/", dictionary.contract, name="contract"),
]
