// Every page of the board at each of its sizes, made small enough to stand beside each other.

const chosen = (name) => document.querySelector(`[name=${name}]:checked`).value;

function show() {
  const rows = BOARDS.pages.map(({ name, title }) => {
    const row = document.createElement("section");
    const heading = document.createElement("h2");
    heading.textContent = title;
    row.append(heading, ...BOARDS.sizes.map((size) => frame(name, title, size)));
    return row;
  });
  document.getElementById("walls").replaceChildren(...rows);
}

function frame(name, title, [width, height]) {
  const place = document.createElement("a");
  const page = document.createElement("iframe");
  place.href = page.src = `board/${chosen("language")}-${chosen("texts")}/${name}.html`;
  place.className = `wall wall-${width}`;
  page.width = width;
  page.height = height;
  page.title = `${title}, ${width} × ${height}`;
  page.loading = "lazy";
  page.tabIndex = -1;
  place.append(page);
  return place;
}

document.addEventListener("change", show);
show();
