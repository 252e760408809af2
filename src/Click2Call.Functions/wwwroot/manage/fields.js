// Inputs as the schema describes them.
import { make, button } from "/manage/manage.js";

export function field(name, schema, value, lists, fresh) {
  const choices = schema.options === "GET" ? lists[schema.list] : schema.options ?? [];
  const text = value ?? "";
  const input = {
    select: () => one(choices, text, schema),
    multiselect: () => schema.ordered ? sorted(choices, text) : several(choices, text),
    textarea: () => make("textarea", { value: text, dir: "ltr", spellcheck: false, className: text.split("\n").length > 8 ? "long" : "" }),
    number: () => make("input", { type: "number", value: text, dir: "ltr" }),
    readonly: () => make("input", { value: text, disabled: true, dir: "auto" }),
  }[schema.input]?.() ?? make("input", { value: text, dir: "auto" });
  if (schema.fixed && !fresh) input.disabled = true;
  for (const limit of ["min", "max", "maxlength", "placeholder"]) if (schema[limit] !== undefined) input.setAttribute(limit, schema[limit]);
  const group = input.tagName === "DIV";
  const id = `field-${name}`;
  input.id = id;
  input.dataset.name = name;
  const label = make(group ? "span" : "label", { className: "label", textContent: schema.name });
  if (group) {
    input.role = "group";
    input.setAttribute("aria-label", schema.name);
  } else {
    label.htmlFor = id;
  }
  if (schema.required) label.append(make("i", { textContent: " *", ariaHidden: "true" }));
  const hint = schema.hint && !input.disabled ? [make("span", { className: "hint", id: `${id}-hint`, textContent: schema.hint })] : [];
  if (hint.length > 0) input.setAttribute("aria-describedby", `${id}-hint`);
  return make("div", { className: group || schema.input === "textarea" ? "field wide" : "field" }, label, input, ...hint);
}

// The value of an input; undefined when it cannot be changed.
export function read(form, name) {
  const input = form.querySelector(`[data-name="${CSS.escape(name)}"]`);
  if (!input || input.disabled) return undefined;
  if (input.tagName !== "DIV") return input.value;
  const values = input.querySelector(".picked")
    ? [...input.querySelectorAll(".picked li")].map((item) => item.dataset.value)
    : [...input.querySelectorAll("input:checked")].map((box) => box.value);
  return values.join(",");
}

// Marks the input that an error names.
export function invalid(root, note) {
  for (const input of root.querySelectorAll("[data-name]")) {
    const name = input.dataset.name;
    // A permission's input is sent under the number of its rule.
    if (!note.includes(name) && (name.startsWith("settings[") || !note.includes(name.slice(name.indexOf("["))))) {
      input.removeAttribute("aria-invalid");
      continue;
    }
    input.setAttribute("aria-invalid", "true");
    (input.tagName === "DIV" ? input.querySelector("select, input") : input)?.focus();
  }
}

function one(choices, value, schema) {
  const select = make("select", {});
  if (!schema.required && choices.every((choice) => choice.value !== "") && schema.options === "GET") select.append(new Option("", ""));
  if (value !== "" && choices.every((choice) => choice.value !== value)) select.append(new Option(value, value));
  for (const choice of choices) select.append(new Option(choice.name, choice.value));
  select.value = value;
  return select;
}

function several(choices, value) {
  const chosen = value.split(",");
  return make("div", { className: "checks" },
    ...choices.map((choice) => make("label", {}, make("input", { type: "checkbox", value: choice.value, checked: chosen.includes(choice.value) }), make("span", { textContent: choice.name, dir: "auto" }))));
}

function sorted(choices, value) {
  const box = make("div", {});
  const list = make("ol", { className: "picked" });
  const add = make("select", { ariaLabel: "הוספה" });
  let chosen = value.split(",").filter(Boolean);
  const changed = () => { draw(); box.dispatchEvent(new Event("change", { bubbles: true })); };
  const move = (at, to) => { chosen.splice(to, 0, ...chosen.splice(at, 1)); changed(); };
  function draw() {
    list.replaceChildren(...chosen.map((one, at) => {
      const name = choices.find((choice) => choice.value === one)?.name ?? one;
      const press = (words, sign, click, off) => {
        const element = button(sign, "move", click);
        element.setAttribute("aria-label", `${words}: ${name}`);
        element.disabled = off;
        return element;
      };
      return make("li", { dataset: { value: one } }, make("span", {}, make("bdi", { textContent: name })),
        press("למעלה", "↑", () => move(at, at - 1), at === 0),
        press("למטה", "↓", () => move(at, at + 1), at === chosen.length - 1),
        press("הסרה", "✕", () => { chosen.splice(at, 1); changed(); }, false));
    }));
    add.replaceChildren(new Option("+ הוספה", ""), ...choices.filter((choice) => !chosen.includes(choice.value)).map((choice) => new Option(choice.name, choice.value)));
    add.hidden = add.options.length === 1;
  }
  add.addEventListener("change", (event) => {
    event.stopPropagation();
    if (add.value) { chosen.push(add.value); changed(); }
  });
  draw();
  box.append(list, add);
  return box;
}
