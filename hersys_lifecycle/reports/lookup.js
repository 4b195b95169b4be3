"use strict";
// Looks up what was compiled, and decides nothing. An instant is a whole number of milliseconds since the epoch. So is
// each edge, rounded up where it is finer: an instant has come to an edge exactly if it has come to that number.

const DATA = JSON.parse(document.getElementById("answers").textContent);

/** Return how many of some things, in order, have come. */
function count(things, come) {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (come(things[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Edges of one millisecond come one after the other, so what is asked for holds once an edge has come, and until the
// next one does. Edges are numbered in order; before all of them there is number -1.

/** Return the last edge that has come at an instant. */
function edgeAt(at) {
  return count(DATA.edges, ([edge]) => edge <= at) - 1;
}

/** Return in which step between some edges, in order, another one lies: how many of them have come with it. */
function step(edges, last) {
  return count(edges, (edge) => edge <= last);
}

/** Return the schedule that answers a question, its edges and outlooks; none for bulk export if nobody asks. */
function schedule(capability, authority, role) {
  if (capability === "bulk_export" && !authority) return null;
  return DATA.schedules[DATA.rows[DATA.questions[role][capability] ?? DATA.places[authority]]];
}

/** Return the answer to a question from an edge on; `start`, `end` and `reopens` are numbers of edges. */
function lookUp(capability, authority, role, last) {
  const found = schedule(capability, authority, role);
  if (!found) return null;
  const [edges, outlooks] = found;
  const [ruling, start, end, reopens] = DATA.outlooks[outlooks[step(edges, last)]];
  const [reason, phase, basis, positions] = DATA.rulings[ruling];
  return { allowed: DATA.reasons[reason][0], reason, phase, start, end, reopens, basis, positions };
}

/** Return the phase from an edge on. */
function phaseFrom(last) {
  const [edges, phases] = DATA.phases;
  return phases[step(edges, last)];
}

/** Return how a body's data return stands from an edge on, and the windows it has left, by the numbers of their edges. */
function returnOf(authority, last) {
  const [windows, edges, standings] = DATA.returns.bodies[authority];
  const standing = standings[step(edges, last)];
  const left = DATA.returns.windows[windows].filter(([, end]) => last < end);
  return { standing, windows: standing === "open" ? left : [] };
}

/** Return the edges at which the phase or an answer changes for whoever asks, in order, each millisecond once. */
function stops(authority, role) {
  const found = new Set(DATA.phases[0]);
  for (const capability of Object.keys(DATA.capabilities)) {
    const [edges, outlooks] = schedule(capability, authority, role) ?? [[], []];
    edges.forEach((edge, before) => {
      if (DATA.outlooks[outlooks[before + 1]][1] === edge) found.add(edge);
    });
  }
  const ordered = [...found].sort((one, other) => one - other);
  return ordered.filter((edge, number) => !number || DATA.edges[edge][0] > DATA.edges[ordered[number - 1]][0]);
}
