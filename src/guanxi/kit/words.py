"""A short text in both languages, for layers that know no catalogue (contracts, value)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same meaning in English and in Simplified Chinese."""

    en: str
    zh: str

    def __post_init__(self) -> None:
        if not self.en or not self.zh:
            raise ValueError("a text needs both languages")

    def in_(self, language: str) -> str:
        """Return the text for a language tag such as ``zh-hans`` or ``en``."""
        return self.zh if language.lower().startswith("zh") else self.en

    def format(self, **values: object) -> "Words":
        """Fill the places of both texts."""
        return Words(self.en.format(**values), self.zh.format(**values))
