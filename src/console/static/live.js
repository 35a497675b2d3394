// Refreshes the figures while somebody is looking. Without this script the page has a link that reloads it.
const EVERY_MS = 5000;
const figures = document.getElementById("figures");

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(figures.dataset.source, { cache: "no-store", redirect: "error" });
    // The login has ended: the page itself knows the way to the form.
    if (answer.status === 401) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    const focused = figures.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    figures.innerHTML = text;
    if (focused !== null)
      [...figures.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
    figures.classList.remove("stale");
  } catch {
    figures.classList.add("stale");
  }
}

async function keepFresh() {
  await refresh();
  setTimeout(keepFresh, EVERY_MS);
}

setTimeout(keepFresh, EVERY_MS);
document.addEventListener("visibilitychange", () => void refresh());
