// What is asked, and the words and elements that answers are told in.

const LANGUAGES = ["ja", "en"];
const CAPABILITIES = Object.keys(DATA.capabilities);
const PREFECTURES = Object.keys(DATA.prefectures).sort();
const AUTHORITIES = Object.keys(DATA.authorities).sort();
const SAID = DATA.words;
const JAPAN = 9 * 60 * 60 * 1000; // there is no summer time
const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;
const FIRST = Date.parse("0001-01-02T00:00+09:00");
const LAST = Date.parse("9999-12-30T23:59:59+09:00");

const state = {
  at: Math.min(Math.max(DATA.at, FIRST), LAST),
  prefecture: "",
  authority: "",
  role: "prefecture",
  language: document.documentElement.lang,
};

const byId = (id) => document.getElementById(id);

// Words.

/** Return data in the language of the page, as it is: what was recorded may hold braces. */
const inLanguage = (text) => text[LANGUAGES.indexOf(state.language)];

/** Return words of ours, with what they leave open put in. */
function say(words, ...values) {
  const named = typeof values[0] === "object" ? values[0] : values;
  return inLanguage(words).replace(/\{(\w+)\}/g, (_, name) => named[name]);
}

function inJapan(at) {
  return new Date(at + JAPAN).toISOString().slice(0, -1);
}

function written(at) {
  const [yyyy, MM, DD, hh, mm, ss, milliseconds] = inJapan(at).split(/\D/);
  const text = milliseconds !== "000" ? SAID.fraction : ss !== "00" ? SAID.second : SAID.minute;
  const numbers = { year: +yyyy, month: +MM, day: +DD, hour: +hh };
  return say(text, { yyyy, MM, DD, hh, mm, ss, fraction: `${milliseconds}000`, ...numbers });
}

const edgeSaid = (edge) => inLanguage(DATA.edges[edge].slice(1));

function spanSaid(start, end) {
  if (start !== null && end !== null) return say(SAID.fromUntil, edgeSaid(start), edgeSaid(end));
  if (start !== null) return say(SAID.from, edgeSaid(start));
  return end !== null ? say(SAID.until, edgeSaid(end)) : say(SAID.always);
}

function windowSaid([start, end]) {
  return start <= edgeAt(state.at) ? say(SAID.running, edgeSaid(end)) : spanSaid(start, end);
}

function reasonSaid(reason) {
  return say(SAID.because, inLanguage(DATA.reasons[reason].slice(1)));
}

function bodySaid() {
  const prefecture = inLanguage(DATA.prefectures[state.prefecture]);
  if (state.authority === ownBody(state.prefecture)) return prefecture;
  return say(SAID.member, prefecture, inLanguage(DATA.authorities[state.authority]));
}

const comma = (texts) => texts.join(say(SAID.comma));

// Elements.

const INSTANT = new RegExp(DATA.instant);

/** Return a text in parts, each instant and day in it an element. */
function wrapped(text) {
  return text.split(INSTANT).map((part, number) => {
    if (number % 2 === 0) return part;
    const made = document.createElement("span");
    made.className = "instant";
    made.textContent = part;
    return made;
  });
}

function fill(root, name, ...content) {
  const parts = content.flatMap((each) => (typeof each === "string" ? wrapped(each) : each));
  root.querySelector(`[data-fill="${name}"]`).replaceChildren(...parts);
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.append(...wrapped(text));
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Return the clauses with what they say; what one clause says stands once, in whichever grades it is cited. */
function clauseElements(numbers) {
  const alike = new Map();
  for (const [clause, source, where, text] of numbers.map((number) => DATA.citations[number])) {
    const key = JSON.stringify([source, where, text]);
    alike.set(key, [...(alike.get(key) ?? []), inLanguage(clause)]);
  }
  return [...alike].map(([key, clauses]) => {
    const [source, where, text] = JSON.parse(key);
    const item = element("li");
    item.append(element("span", comma(clauses), { class: "clause" }), " ");
    item.append(element("cite", source, { lang: "ja" }), where ? ` ${inLanguage(where)}` : "");
    if (text && state.language !== "ja") item.append(element("p", inLanguage(text)));
    if (text) item.append(element("blockquote", text[0], { lang: "ja" }));
    return item;
  });
}

function recordElement(position) {
  const item = element("li");
  const button = element("button", `${position}`, { type: "button", class: "number", "data-record": position });
  const told = byId(`record-${position}`).querySelector(`.told [lang="${state.language}"]`).textContent;
  button.append(element("span", ` ${told}`, { class: "told" }));
  item.append(button);
  return item;
}
