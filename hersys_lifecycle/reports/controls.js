// The controls and the address, from which a question comes, and all that is shown for it.

function showControls() {
  const edges = stops(state.authority, state.role);
  const slider = byId("step");
  slider.max = edges.length;
  const come = step(edges, edgeAt(state.at));
  slider.value = come;
  slider.disabled = !edges.length;
  slider.setAttribute("aria-valuetext", written(state.at));
  byId("earlier").disabled = !come;
  byId("later").disabled = come === edges.length;
  const shown = inJapan(state.at);
  if (Date.parse(`${byId("instant").value}+09:00`) !== state.at) byId("instant").value = shown.replace(/\.000$/, "");
  byId("prefecture").value = state.prefecture;
  byId("role").value = state.role;
  const bodies = AUTHORITIES.filter((each) => state.prefecture && each.startsWith(state.prefecture));
  const options = bodies.map((each) => element("option", inLanguage(DATA.authorities[each]), { value: each }));
  byId("authority").replaceChildren(...options);
  byId("authority").disabled = !bodies.length;
  byId("authority").value = state.authority;
}

function showLanguage() {
  document.documentElement.lang = state.language;
  document.title = say(SAID.title);
  for (const each of document.querySelectorAll("option[data-ja]")) each.textContent = each.dataset[state.language];
  for (const each of document.querySelectorAll("[data-language]")) {
    each.setAttribute("aria-pressed", each.dataset.language === state.language);
  }
}

function show() {
  showLanguage();
  showControls();
  showAnswer();
  showCapabilities();
  showInstant();
  showReturns();
}

function ownBody(prefecture) {
  return prefecture && DATA.prefectures[prefecture][4];
}

function go(at) {
  state.at = Math.min(Math.max(at, FIRST), LAST);
  show();
  writeAddress();
}

/** Return the instant of a stop by its number, from 1; 0 is a second before all of them. */
function instantOf(edges, number) {
  return number ? DATA.edges[edges[number - 1]][0] : Math.floor((DATA.edges[edges[0]][0] - 1) / SECOND) * SECOND;
}

// The address holds the question, so that an answer can be kept and sent. What it does not say right is left as it is.

function writeAddress() {
  const { at, prefecture, authority, role, language } = state;
  const parts = { at: `${inJapan(at).replace(/\.000$/, "")}%2B09:00`, prefecture, authority, role, language };
  const said = Object.entries(parts).filter(([, value]) => value);
  history.replaceState(null, "", `#${said.map((part) => part.join("=")).join("&")}`);
}

function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const at = Date.parse(asked.get("at") ?? "");
  const prefecture = asked.get("prefecture");
  if (/^\d{4}-.*\+09:00$/.test(asked.get("at")) && at >= FIRST && at <= LAST) state.at = at;
  if (PREFECTURES.includes(prefecture)) {
    const authority = asked.get("authority");
    state.prefecture = prefecture;
    state.authority = AUTHORITIES.includes(authority) && authority.startsWith(prefecture) ? authority : ownBody(prefecture);
  }
  if (Object.hasOwn(DATA.roles, asked.get("role"))) state.role = asked.get("role");
  if (LANGUAGES.includes(asked.get("language"))) state.language = asked.get("language");
}

function listen() {
  const changing = (id, name, change) =>
    byId(id).addEventListener(name, (event) => {
      change(event.target.value);
      show();
    });
  changing("prefecture", "input", (value) => Object.assign(state, { prefecture: value, authority: ownBody(value) }));
  changing("authority", "input", (value) => (state.authority = value));
  changing("role", "input", (value) => (state.role = value));
  changing("step", "input", (value) => (state.at = instantOf(stops(state.authority, state.role), +value)));
  changing("instant", "input", (value) => {
    const at = Date.parse(`${value}+09:00`);
    if (at >= FIRST && at <= LAST) state.at = at;
  });
  const form = document.querySelector("form");
  form.addEventListener("change", writeAddress);
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("earlier").addEventListener("click", () => {
    const edges = stops(state.authority, state.role);
    go(instantOf(edges, step(edges, edgeAt(state.at - 1))));
  });
  byId("later").addEventListener("click", () => {
    const edges = stops(state.authority, state.role);
    go(instantOf(edges, step(edges, edgeAt(state.at)) + 1));
  });
  for (const each of document.querySelectorAll("[data-language]")) {
    each.addEventListener("click", () => {
      state.language = each.dataset.language;
      show();
      writeAddress();
    });
  }
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address is for the question
    byId("answer").focus();
  });
  byId("main").addEventListener("click", (event) => {
    const position = event.target.closest("[data-record]")?.dataset.record;
    if (!position) return;
    const record = byId(`record-${position}`);
    record.open = true;
    record.querySelector("summary").focus();
    record.scrollIntoView({ block: "center" });
  });
  for (const canvas of document.querySelectorAll(".canvas")) canvas.addEventListener("click", choose);
  window.addEventListener("hashchange", () => {
    readAddress();
    show();
  });
}

readAddress();
for (const each of document.querySelectorAll("[hidden]")) each.hidden = false;
show();
listen();
