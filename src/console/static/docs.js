// Fetches a schema of the documentation when somebody opens it. Without this script each has a link to a page of its own.
async function fill(place) {
  const name = place.dataset.schema;
  delete place.dataset.schema;
  try {
    const answer = await fetch(`/docs/schemas/${name}?fragment`);
    if (!answer.ok) throw new Error(String(answer.status));
    place.outerHTML = await answer.text();
  } catch {
    place.dataset.schema = name;
  }
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.open) for (const place of target.querySelectorAll(":scope > [data-schema]")) void fill(place);
  },
  true,
);
