// Fetches a schema of the documentation when somebody opens it. Without this script each has a link to a page of its own.

/** @param {{ dataset: { schema: string }, replaceWith(node: unknown): void, removeAttribute(name: string): void, setAttribute(name: string, value: string): void }} place */
async function fill(place) {
  const { schema } = place.dataset;
  place.removeAttribute("data-schema");
  try {
    const answer = await fetch(`/docs/schemas/${schema}?fragment`);
    if (!answer.ok) throw new Error(String(answer.status));
    const drawn = await answer.text();
    place.replaceWith(document.createRange().createContextualFragment(drawn));
  } catch {
    place.setAttribute("data-schema", schema);
  }
}

/** @param {{ target: { open: boolean, querySelectorAll(selector: string): Parameters<typeof fill>[0][] } }} event */
function fillOpened({ target }) {
  if (target.open) for (const place of target.querySelectorAll(":scope > [data-schema]")) void fill(place);
}

document.addEventListener("toggle", fillOpened, true);
