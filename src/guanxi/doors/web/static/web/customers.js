/* The customer list: choosing columns changes the address; what was filtered stays. */
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-columns]");
    if (!form) return;
    const chosen = [...form.querySelectorAll('input[type="checkbox"]:checked')].map((box) => box.value);
    const address = new URL(window.location.href);
    if (chosen.length) address.searchParams.set("cols", chosen.join(","));
    else address.searchParams.delete("cols");
    window.location.assign(address);
  });
})();
