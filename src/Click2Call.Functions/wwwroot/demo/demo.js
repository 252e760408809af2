// The demo page: posts the form as a company's site would, and shows what the simulated phone system and the desk say.

const pollEvery = 500;
const endShownFor = 4000;
const followEvery = 1000;
const byId = (id) => document.getElementById(id);

const outcomes = {
  answered: ["Answered", "good"],
  agentBusy: ["Agent busy", "busy"],
  agentOffline: ["Agent’s phone is off", "bad"],
  agentNoAnswer: ["Agent did not answer", "busy"],
  agentDeclined: ["Agent declined", "busy"],
  agentBlocked: ["Agent’s phone is barred", "bad"],
  targetBusy: ["Visitor busy", "busy"],
  targetNoAnswer: ["Visitor did not answer", "busy"],
  targetRejected: ["Visitor declined", "busy"],
  targetUnreachable: ["Visitor cannot be reached", "bad"],
  lineUnavailable: ["Phone system down", "bad"],
  lineRefused: ["Phone system refused", "bad"],
  notAllowed: ["Not allowed", "bad"],
  throttled: ["Too many calls", "bad"],
  canceled: ["Hung up before they talked", "busy"],
  expired: ["Expired", "bad"],
  unknown: ["Unknown", "bad"],
};

let state = null;
let clockOffset = 0;
let lastEnd = null;
let followed = 0;
let polling = false;
let again = false;
let rows = new Map();

const now = () => Date.now() + clockOffset;
const time = (text) => (text ? Date.parse(text) : null);
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clockWithSeconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function number(text) {
  return (text ?? "")
    .replace(/^\+972(\d{2})(\d{3})(\d{4})$/, "+972 $1-$2-$3")
    .replace(/^\+972(\d)(\d{3})(\d{4})$/, "+972 $1-$2-$3")
    .replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1-$2-$3");
}

// Asking the server.

async function poll() {
  if (polling) {
    again = true;
    return;
  }
  polling = true;
  do {
    again = false;
    try {
      const answer = await fetch("/demo/state", { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
      live("live", "Live");
    } catch {
      live("lost", "The server does not answer");
    }
  } while (again);
  polling = false;
}

function live(kind, words) {
  const place = byId("live");
  if (place.dataset.state === kind) return;
  place.dataset.state = kind;
  place.querySelector("span").textContent = words;
}

// The two phones.

function show(next) {
  const before = state;
  state = next;
  clockOffset = time(next.now) - Date.now();
  noticeEnd(before, next);
  showPhone("agent", next.agent);
  showPhone("visitor", next.visitor);
  showBridge();
  showCalls();
  tick();
  tell();
  ring();
}

function noticeEnd(before, next) {
  for (const phone of ["agent", "visitor"]) {
    const was = before?.[phone];
    if (was && was.state !== "idle" && next[phone].call !== was.call) {
      const call = next.calls.find((one) => one.id === was.call);
      lastEnd = { call: was.call, at: Date.now(), outcome: call?.outcome ?? null };
    }
  }
  if (lastEnd && !lastEnd.outcome) {
    lastEnd.outcome = next.calls.find((one) => one.id === lastEnd.call)?.outcome ?? null;
  }
  if (lastEnd && (Date.now() - lastEnd.at > endShownFor || next.agent.state !== "idle")) lastEnd = null;
}

const labels = {
  agent: { idle: "Ready", ringing: "Incoming call", calling: "Calling the visitor", connected: "Connected" },
  visitor: { idle: "No calls", ringing: "Incoming call", calling: "Please hold", connected: "Connected" },
};

function showPhone(id, phone) {
  const place = byId(id);
  const changed = place.dataset.state !== phone.state;
  place.dataset.state = phone.state;
  const ended = phone.state === "idle" && lastEnd !== null;
  text(place, ".label", ended ? "Call ended" : labels[id][phone.state]);
  text(place, ".who", ended && id === "agent" ? outcomeWords(lastEnd.outcome) : phone.state === "idle" ? "" : phone.name || number(phone.number) || "Unknown caller");
  text(place, ".number", phone.state !== "idle" && phone.name ? number(phone.number) : "");
  if (id === "visitor") text(place, ".face-of", initial(phone.name || phone.number));

  const ringing = phone.state === "ringing";
  const offHook = phone.state === "calling" || phone.state === "connected";
  const hadFocus = place.contains(document.activeElement);
  for (const key of place.querySelectorAll("[data-key]")) {
    const isHangUp = key.dataset.key === "hangup";
    key.hidden = isHangUp !== offHook;
    key.disabled = !phone.byHand || (isHangUp ? !offHook : !ringing);
  }
  // Who answered by keyboard finds the key to hang up where the other one was.
  if (changed && hadFocus) place.querySelector("[data-key]:not([hidden]):not(:disabled)")?.focus();
}

function initial(name) {
  const first = [...(name ?? "").trim()].find((character) => /\p{L}/u.test(character));
  return first ? first.toUpperCase() : "#";
}

function outcomeWords(outcome) {
  return outcome ? outcomes[outcome]?.[0] ?? outcome : "";
}

function text(place, selector, words) {
  const element = place.querySelector(selector);
  if (element.textContent !== words) element.textContent = words;
}

function showBridge() {
  const { agent, visitor } = state;
  const leg = (phone) => (phone.state === "idle" ? "idle" : phone.state === "ringing" ? "ringing" : "up");
  const bridge = byId("bridge");
  bridge.dataset.first = leg(agent);
  bridge.dataset.second = leg(visitor);
  byId("timer").hidden = agent.state !== "connected" && visitor.state !== "connected";

  const newest = state.calls[0];
  let step = -1;
  let failed = false;
  if (agent.state === "connected" || visitor.state === "connected") step = 4;
  else if (visitor.state === "ringing") step = 3;
  else if (agent.state === "calling") step = 2;
  else if (agent.state === "ringing") step = 1;
  else if (newest && ["dialing", "ringing"].includes(newest.state)) step = newest.state === "dialing" ? 0 : newest.ringing === "visitor" ? 3 : 1;
  else if (lastEnd?.outcome && lastEnd.outcome !== "answered") {
    failed = true;
    step = lastEnd.outcome.startsWith("target") ? 3 : 1;
  } else if (lastEnd?.outcome === "answered") step = 5;
  [...byId("steps").children].forEach((item, index) => {
    const is = index < step ? "done" : index > step ? "" : failed ? "failed" : "now";
    item.dataset.is = is;
    if (is === "now") item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });

  byId("caption").textContent = caption(agent, visitor, newest);
}

function caption(agent, visitor, newest) {
  if (agent.state === "connected" || visitor.state === "connected") return "Both legs are bridged.";
  if (visitor.state === "ringing") return visitor.byHand ? "The agent is on the line. Now the visitor’s phone rings: answer it." : "The agent is on the line. The visitor’s phone rings.";
  if (agent.state === "calling") return "The agent is on the line. The visitor is dialled.";
  if (agent.state === "ringing") return "The agent’s phone rings first: answer it.";
  if (lastEnd?.outcome) {
    const again = state.calls.find((call) => call.id === lastEnd.call)?.nextTryAt;
    return again ? `${outcomeWords(lastEnd.outcome)}. It is tried again at ${clock.format(time(again))}.` : `${outcomeWords(lastEnd.outcome)}.`;
  }
  if (newest?.state === "dialing") return "The phone system is asked to ring the agent.";
  if (newest?.state === "scheduled" && newest.nextTryAt) return `The last call is tried again at ${clock.format(time(newest.nextTryAt))}.`;
  return "Send the form: the agent’s phone rings first.";
}

// What moves by itself: timers, the time left to ring, the mobile's clock.
function tick() {
  byId("clock").textContent = clock.format(now());
  if (!state) return;
  for (const id of ["agent", "visitor"]) {
    const phone = state[id];
    const place = byId(id);
    const since = time(phone.since);
    let more = "";
    if (phone.state === "ringing") {
      const until = time(phone.until);
      const left = Math.min(1, Math.max(0, (until - now()) / (until - since)));
      place.querySelector(".left i").style.transform = `scaleX(${left})`;
      more = phone.waiting ? `${phone.waiting} more waiting` : phone.byHand ? "" : "Simulated: acts by itself";
    } else if (phone.state === "connected") {
      more = duration((now() - since) / 1000);
    }
    text(place, ".more", more);
  }
  const talking = [state.agent, state.visitor].find((phone) => phone.state === "connected");
  if (talking) byId("timer").textContent = duration((now() - time(talking.since)) / 1000);
}

let toldLast = "";
function tell() {
  const { agent, visitor } = state;
  const words =
    agent.state === "connected" ? `Connected with ${agent.name || number(agent.number)}.`
    : visitor.state === "ringing" ? "The visitor’s phone rings."
    : agent.state === "calling" ? "The agent has answered; the visitor is dialled."
    : agent.state === "ringing" ? `The agent’s phone rings: ${agent.name || number(agent.number)}.`
    : lastEnd?.outcome ? `Call ended: ${outcomeWords(lastEnd.outcome)}.` : "";
  if (words === toldLast) return;
  toldLast = words;
  byId("told").textContent = words;
}

for (const id of ["agent", "visitor"]) {
  byId(id).addEventListener("click", async (event) => {
    const key = event.target.closest("[data-key]");
    if (!key || key.disabled) return;
    key.disabled = true;
    try {
      await fetch(`/demo/phones/${id}/${key.dataset.key}`, { method: "POST" });
    } finally {
      poll();
    }
  });
}

// The history.

function showCalls() {
  const body = byId("calls");
  byId("empty").hidden = state.calls.length > 0;
  const next = new Map();
  let previous = null;
  for (const call of state.calls) {
    const row = rows.get(call.id) ?? makeRow(rows.size > 0 || body.dataset.filled === "yes");
    fillRow(row, call);
    const place = previous ? previous.nextSibling : body.firstChild;
    if (place !== row) body.insertBefore(row, place);
    previous = row;
    next.set(call.id, row);
  }
  for (const [id, row] of rows) if (!next.has(id)) row.remove();
  rows = next;
  body.dataset.filled = "yes";
}

function makeRow(isNew) {
  const row = document.createElement("tr");
  if (isNew) row.dataset.new = "";
  row.innerHTML = '<td class="at"></td><td><span class="person" dir="auto"></span><span class="tel" dir="ltr"></span></td><td><span class="badge"></span><span class="aside"></span></td><td class="n ring"></td><td class="n connect"></td><td class="n talk"></td>';
  return row;
}

function fillRow(row, call) {
  const [words, kind] = stateWords(call);
  text(row, ".at", clockWithSeconds.format(time(call.at)));
  text(row, ".person", call.name ?? "");
  text(row, ".tel", number(call.number));
  text(row, ".badge", words);
  row.querySelector(".badge").dataset.kind = kind;
  text(row, ".aside", aside(call));
  text(row, ".ring", call.toRing === undefined ? "" : `${call.toRing.toFixed(1)} s`);
  text(row, ".connect", call.toConnect === undefined ? "" : `${call.toConnect.toFixed(1)} s`);
  text(row, ".talk", call.talked === undefined ? "" : duration(call.talked));
}

function stateWords(call) {
  switch (call.state) {
    case "ended": return outcomes[call.outcome] ?? [call.outcome ?? "Ended", ""];
    case "connected": return ["Talking", "good"];
    case "ringing": return [call.ringing === "visitor" ? "Visitor’s phone rings" : "Agent’s phone rings", "busy"];
    case "dialing": return ["Dialling", "busy"];
    default: return call.outcome ? outcomes[call.outcome] ?? [call.outcome, ""] : ["Waiting", ""];
  }
}

function aside(call) {
  if (call.state === "scheduled" && call.nextTryAt) return `tried again at ${clock.format(time(call.nextTryAt))}`;
  if (call.agents?.length > 1) return `rang ${call.agents.join(", then ")}`;
  return call.attempts > 1 ? `attempt ${call.attempts}` : "";
}

// The form.

const form = byId("form");
const phone = byId("phone");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const send = byId("send");
  send.disabled = true;
  followed += 1;
  answer("Sending…", "");
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    const told = await reply.json().catch(() => ({}));
    answer(told.status ?? (reply.ok ? "Thank you." : "That did not work. Please try again in a moment."), reply.ok ? "good" : "bad");
    markField(reply.ok ? null : told.field);
    if (reply.ok) {
      newNonce();
      if (told.statusUrl) follow(told.statusUrl, followed);
    }
  } catch {
    answer("The server does not answer. Please try again in a moment.", "bad");
  }
  send.disabled = false;
  poll();
});

function answer(words, kind) {
  const place = byId("answer");
  if (place.textContent !== words) place.textContent = words;
  place.dataset.kind = kind;
}

// As a site would: asks what became of it, in the words that the visitor reads.
async function follow(url, asked) {
  while (asked === followed) {
    await new Promise((done) => setTimeout(done, followEvery));
    const reply = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
    if (asked !== followed || (reply && !reply.ok)) return;
    const told = await reply?.json();
    if (!told) continue;
    answer(told.status, told.state === "ended" && told.outcome !== "answered" ? "" : "good");
    if (told.state === "ended") return;
  }
}

function newNonce() {
  byId("nonce").value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function markChip() {
  const digits = phone.value.replace(/\D/g, "");
  for (const chip of document.querySelectorAll(".chips button")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.phone.replace(/\D/g, "") === digits));
  }
}
function markField(name) {
  for (const field of form.querySelectorAll("input, textarea")) {
    if (field.name && field.name === name) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
    } else field.removeAttribute("aria-invalid");
  }
}

phone.addEventListener("input", markChip);
for (const chip of document.querySelectorAll(".chips button")) {
  chip.addEventListener("click", () => {
    phone.value = chip.dataset.phone;
    markChip();
  });
}

// The ring tone, off until somebody asks for it.

let audio = null;
let nextRing = 0;

byId("sound").addEventListener("click", (event) => {
  const button = event.currentTarget;
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("span").textContent = on ? "Ring tone on" : "Ring tone off";
  if (on) audio ??= new AudioContext();
  if (audio) on ? audio.resume() : audio.suspend();
  nextRing = 0;
  ring();
});

function ring() {
  if (!audio || audio.state === "suspended" || !state || Date.now() < nextRing) return;
  const visitor = state.visitor.state === "ringing";
  if (!visitor && state.agent.state !== "ringing") return;
  nextRing = Date.now() + 2400;
  if (visitor) [0, 0.18, 0.36, 0.9, 1.08, 1.26].forEach((at, index) => tone([660, 784, 988][index % 3], at, 0.16, 0.05));
  else [440, 480].forEach((pitch) => tone(pitch, 0, 1.1, 0.03));
}

function tone(pitch, at, length, volume) {
  const from = audio.currentTime + at;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(volume, from + 0.03);
  gain.gain.setValueAtTime(volume, from + length - 0.06);
  gain.gain.linearRampToValueAtTime(0, from + length);
  const oscillator = audio.createOscillator();
  oscillator.frequency.value = pitch;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + length);
}

// curl.

async function about() {
  const about = await (await fetch("/demo/about")).json();
  form.action = about.form;
  byId("curl-form").textContent = `curl -H 'Accept: application/json' \\\n  -d name='Dana Levi' -d phone=050-000-0102 \\\n  ${location.origin}${about.form}`;
  if (about.key) {
    const key = `-H 'Authorization: Bearer ${about.key}'`;
    byId("curl-call").textContent = `curl ${key} \\\n  -H 'Content-Type: application/json' \\\n  -d '{"agent": "102", "target": "050-000-0102"}' \\\n  ${location.origin}/calls`;
    byId("curl-calls").textContent = `curl ${key} \\\n  ${location.origin}/calls`;
    for (const command of document.querySelectorAll(".with-key")) command.hidden = false;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(byId(button.dataset.copy).textContent);
    const label = button.firstChild;
    label.textContent = "Copied";
    setTimeout(() => { label.textContent = "Copy"; }, 1600);
  });
}

newNonce();
about();
poll();
setInterval(() => { if (!document.hidden) poll(); }, pollEvery);
setInterval(tick, 250);
setInterval(ring, 400);
document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
