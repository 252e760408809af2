// Builds the whole page from getUiSchema: no input, kind of node, list or permission is named here.
import { field, read, invalid } from "/manage/fields.js";
import { files, messages } from "/manage/extras.js";

const $ = (id) => document.getElementById(id);
const state = { key: "", schema: null, current: null, dirty: false };

export async function send(action, body) {
  // The key first: of whoever has not shown one, no more than 64 KiB is read.
  const form = body instanceof FormData ? new FormData() : new URLSearchParams();
  form.set("action", action);
  form.set("apiKey", state.key);
  for (const [name, value] of body instanceof FormData ? body : Object.entries(body ?? {})) form.append(name, value);
  const response = await fetch("/ivrFilesApi.php", { method: "POST", body: form });
  if (!(response.headers.get("Content-Type") ?? "").startsWith("application/json")) {
    // A file, and nothing else, is sent as an attachment. A page from whatever stands before the server is no answer of it.
    if (response.ok && (response.headers.get("Content-Disposition") ?? "").startsWith("attachment")) return response.blob();
    throw new Error(`השרת לא ענה כצפוי (HTTP ${response.status}). ייתכן שהפעולה לא בוצעה; יש לבדוק ולנסות שוב.`);
  }
  const answer = await response.json();
  // "Ok" and "OK" both mean success.
  if (String(answer.status).toUpperCase() !== "OK") throw new Error(answer.note);
  return answer;
}

export function say(words, wrong = false) {
  $("note").textContent = words;
  $("note").toggleAttribute("data-wrong", wrong);
  if (wrong) $("note").scrollIntoView({ block: "nearest" });
}

export const guarded = (work) => async (event) => {
  event?.preventDefault();
  try {
    await work(event);
  } catch (error) {
    say(error.message, true);
    invalid($("node"), error.message);
  }
};

export function make(tag, properties = {}, ...children) {
  const { dataset, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

export const button = (words, kind, click) => make("button", { type: "button", textContent: words, className: kind, onclick: guarded(click) });

export async function sure(question) {
  $("question").textContent = question;
  $("ask").returnValue = "no";
  $("ask").showModal();
  await new Promise((done) => $("ask").addEventListener("close", done, { once: true }));
  return $("ask").returnValue === "yes";
}

const kindOf = (node) => state.schema.types.find((one) => one.type === node.type);
const keeps = async () => !state.dirty || sure("יש שינויים שלא נשמרו. לעזוב אותם?");

$("login").addEventListener("submit", guarded(async () => {
  state.key = $("key").value;
  state.schema = await send("getUiSchema");
  $("key").value = "";
  $("login").hidden = true;
  $("panel").hidden = $("leave").hidden = false;
  say("");
  await loadTree();
}));
$("leave").addEventListener("click", guarded(async () => { if (await keeps()) location.reload(); }));
addEventListener("beforeunload", (event) => { if (state.dirty) event.preventDefault(); });

async function loadTree() {
  const tree = await send("foldersList");
  const nodes = [];
  const walk = (children) => {
    for (const node of Object.values(children)) {
      if (node === null || typeof node !== "object" || !node.id) continue;
      nodes.push(node);
      walk(node.children ?? {});
    }
  };
  walk(tree);
  $("account").textContent = Object.values(nodes)[0]?.name ?? "";
  $("tree").replaceChildren(...state.schema.types.map((kind) => {
    const own = nodes.filter((node) => node.type === kind.type).sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    const add = button("+ הוספה", "quiet small", async () => { if (await keeps()) await show({ id: "NEW", type: kind.type, name: "", settings: {}, security: [] }); });
    add.setAttribute("aria-label", `הוספה: ${kind.name}`);
    return make("section", { dataset: { type: kind.type } },
      make("div", { className: "kind" }, kind.name, ...(kind.creatable ? [add] : [])),
      make("ul", {}, ...own.map((node, at) => item(node, at, own, kind))));
  }));
  mark();
}

function item(node, at, own, kind) {
  const open = make("button", { type: "button", className: "open", dataset: { id: node.id }, onclick: guarded(() => visit(node.id)) });
  if (node.extension) open.append(make("b", { textContent: node.extension, dir: "ltr" }));
  if (node.name !== node.extension) open.append(make("span", { textContent: node.name, dir: "auto" }));
  const move = (words, arrow, to) => {
    const element = button(arrow, "move", () => arrange(own, at, to));
    element.setAttribute("aria-label", `${words}: ${node.extension || node.name}`);
    element.disabled = to < 0 || to >= own.length;
    return element;
  };
  return make("li", {}, open, ...(kind.orderable && own.length > 1 ? [move("העברה למעלה", "↑", at - 1), move("העברה למטה", "↓", at + 1)] : []));
}

async function arrange(own, from, to) {
  const ids = own.map((node) => node.id);
  ids.splice(to, 0, ...ids.splice(from, 1));
  await send("foldersOrder", { order: ids.join(",") });
  await loadTree();
  say("הסדר נשמר");
}

async function visit(id) {
  if (!await keeps()) return;
  say("");
  await show((await send("folderSettings", { extensionId: id })).data);
}

function mark() {
  for (const open of $("tree").querySelectorAll(".open")) open.setAttribute("aria-current", String(open.dataset.id === state.current?.id));
}

async function lists(names) {
  const wanted = [...new Set(names.map((name) => state.schema.fields[name]).filter((one) => one.options === "GET").map((one) => one.list))];
  return wanted.length > 0 ? (await send("getOptions2", { list: wanted.join(",") })).data : {};
}

async function show(node, address) {
  const kind = kindOf(node);
  const names = state.schema.forms[node.type];
  const rules = node.id === "NEW" ? [] : kind.security;
  const options = await lists([...names, ...rules.flatMap((rule) => state.schema.security[rule].fields)]);
  state.current = node;
  state.dirty = false;
  const fresh = node.id === "NEW";
  const form = make("form", { className: "fields", noValidate: true, onsubmit: guarded(save), oninput: () => { state.dirty = true; }, onchange: () => { state.dirty = true; } },
    ...names.map((name) => field(`settings[${name}]`, state.schema.fields[name], fresh ? state.schema.fields[name].default : node.settings[name], options, fresh)),
    make("div", { className: "buttons" },
      make("button", { className: "primary", textContent: "שמירה" }),
      ...(kind.deletable && !fresh ? [button("מחיקה", "danger", remove)] : []),
      ...(kind.address && !fresh ? [button("כתובת חדשה", "quiet", renew)] : [])));
  // What the one before says already need not be read again.
  for (const hint of [...form.querySelectorAll(".hint")].reverse()) {
    const before = hint.parentElement.previousElementSibling?.querySelector(".hint");
    if (before?.textContent === hint.textContent) hint.className = "unseen";
  }
  const sections = [make("section", {},
    make("div", { className: "title" }, make("h2", { textContent: node.name || `${kind.name} – חדש`, dir: "auto" }), make("span", { textContent: kind.name })),
    ...(address ? [make("p", { className: "address" }, "הכתובת מוצגת פעם אחת בלבד. יש להזין אותה בשלוחה של המרכזייה:", make("code", { textContent: location.origin + address, dir: "ltr" }))] : []),
    form)];
  if (rules.length > 0 && rules.some((rule) => state.schema.security[rule].fields.length > 0 || !names.includes(rule))) sections.push(security(node, rules, options));
  if (kind.messages && !fresh) sections.push(await messages(node));
  if (!fresh) sections.push(await files(node));
  $("node").replaceChildren(...sections);
  mark();
  if (fresh) form.querySelector("input, select, textarea")?.focus();
}

// Rules are sent all at once, numbered: S1[securityType], S1[field], …
function security(node, rules, options) {
  const form = make("form", { className: "fields", noValidate: true, onsubmit: guarded(async () => {
    const body = { extensionId: node.id };
    let number = 0;
    for (const rule of rules) {
      if (!form.elements.namedItem(rule).checked) continue;
      body[`S${++number}[securityType]`] = rule;
      for (const name of state.schema.security[rule].fields) body[`S${number}[${name}]`] = read(form, `${rule}[${name}]`);
    }
    await send("securitySet", body);
    await show((await send("folderSettings", { extensionId: node.id })).data);
    say("ההרשאות נשמרו");
  }) });
  for (const rule of rules) {
    const set = node.security.find((one) => one.securityType === rule);
    form.append(make("label", { className: "field wide" }, make("span", {}, make("input", { type: "checkbox", name: rule, checked: Boolean(set) }), " ", state.schema.security[rule].name)),
      ...state.schema.security[rule].fields.map((name) => {
        const row = field(`${rule}[${name}]`, state.schema.fields[name], set?.[name] ?? "", options, true);
        row.addEventListener("input", () => { form.elements.namedItem(rule).checked = true; });
        return row;
      }));
  }
  form.append(make("div", { className: "buttons" }, make("button", { className: "quiet", textContent: "שמירת הרשאות" })));
  return make("section", {}, make("h3", { textContent: "הרשאות" }), form);
}

async function save(event) {
  const body = { extensionId: state.current.id, type: state.current.type };
  for (const name of state.schema.forms[state.current.type]) {
    const value = read(event.target, `settings[${name}]`);
    if (value !== undefined) body[`settings[${name}]`] = value;
  }
  invalid($("node"), "");
  const saved = await send("extensionSet", body);
  state.dirty = false;
  await show((await send("folderSettings", { extensionId: saved.extensionId })).data, saved.address);
  await loadTree();
  say("נשמר");
}

async function remove() {
  if (!await sure(`למחוק את ${state.current.name}?`)) return;
  await send("folderDelete", { extensionId: state.current.id });
  state.current = null;
  state.dirty = false;
  $("node").replaceChildren();
  await loadTree();
  say("נמחק");
}

async function renew() {
  if (!await sure("הכתובת הקודמת תפסיק לפעול מיד. להמשיך?")) return;
  const renewed = await send("addressRenew", { extensionId: state.current.id });
  await show(state.current, renewed.address);
  say("נוצרה כתובת חדשה");
}
