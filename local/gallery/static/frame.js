// Both languages beside each other, each in a page of its own width.

const chosen = (name) => document.querySelector(`[name=${name}]:checked`).value;

function show() {
  const columns = ["ja", "en"].map((language) => {
    const column = document.createElement("iframe");
    column.src = `panels.html?${language}-${chosen("texts")}`;
    column.width = chosen("width");
    column.title = language;
    return column;
  });
  document.getElementById("columns").replaceChildren(...columns);
}

document.addEventListener("change", show);
show();
