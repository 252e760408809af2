// Plays a Technoline phone system: asks, executes the modules in order, and asks again with every result so far.
const $ = (id) => document.getElementById(id);
const silent = new Set(["simpleMessage", "playAllCampaigns"]);
const types = new Set([...silent, "audioPlayer", "simpleMenu", "getDTMF", "record", "stt", "simpleRouting", "ipRouting", "goTo", "hangup", "creditCard"]);
let call = null;

const flows = await (await fetch("/demo/flows/list")).json();
for (const flow of flows) {
  $("flow").append(new Option(`${flow.name} (version ${flow.version})`, flow.id));
}
if (flows.length === 0) {
  say("The demo account has no flows.");
  $("dial").disabled = true;
}

$("call").addEventListener("submit", (event) => {
  event.preventDefault();
  call = { flow: $("flow").value, id: crypto.randomUUID(), results: [] };
  $("path").replaceChildren();
  $("hang-up").disabled = false;
  next();
});
$("hang-up").addEventListener("click", () => end("You hung up."));

async function ask(status) {
  const query = new URLSearchParams([
    ["PBXphone", $("caller").value], ["PBXnum", "0747900000"], ["PBXdid", "0747900000"], ["PBXcallId", call.id], ["PBXcallType", "in"],
    ["PBXcallStatus", status], ["PBXextensionId", $("extension").value], ["PBXextensionPath", "/" + $("extension").value], ...call.results,
  ]);
  const answer = await fetch(`/demo/flows/${encodeURIComponent(call.flow)}/ask?${query}`);
  return answer.text();
}

async function next() {
  const mine = call;
  say("Asking…");
  const text = await ask("CALL");
  if (mine !== call) return;
  let modules;
  try {
    const parsed = JSON.parse(text);
    modules = Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    modules = [];
  }
  if (modules.length === 0 || modules.some((module) => !types.has(module.type))) {
    note("retreat", "The phone system does not understand this and goes back to the menu before.", null, text);
    return end("Gone back to the menu before.");
  }
  run(modules, 0);
}

function run(modules, from) {
  for (let index = from; index < modules.length; index++) {
    const module = modules[index];
    if (silent.has(module.type)) {
      note(module.type, heard(module), null, module);
    } else if (module.type === "hangup") {
      note(module.type, "", null, module);
      return end("The flow hung up.");
    } else if (module.type === "goTo") {
      note(module.type, module.goTo, null, module);
      call = null;
      $("hang-up").disabled = true;
      $("keys").replaceChildren();
      return say(`Gone to extension ${module.goTo}.`);
    } else {
      return wait(module, (answer) => {
        note(module.type, heard(module), answer, module);
        call.results.push([module.name, answer]);
        run(modules, index + 1);
      });
    }
  }
  next();
}

function wait(module, answered) {
  say(heard(module) || module.type);
  const choices = {
    simpleMenu: [...(module.enabledKeys === "ALL" ? "0123456789*#" : module.enabledKeys?.split(",") ?? []), module.errorReturn ?? "ERROR"],
    simpleRouting: ["ANSWER", "NOANSWER", "BUSY", "CHANUNAVAIL"],
    ipRouting: ["ANSWER", "NOANSWER", "BUSY", "CHANUNAVAIL"],
    creditCard: ["OK", "ERROR", "DECLINE"],
    audioPlayer: ["1"],
    record: ["rec_1"],
  }[module.type];
  const done = (answer) => { $("keys").replaceChildren(); answered(answer); };
  if (choices) {
    $("keys").replaceChildren(...choices.map((choice) => {
      const button = document.createElement("button");
      button.textContent = choice;
      button.addEventListener("click", () => done(choice));
      return button;
    }));
    return;
  }
  const form = document.createElement("form");
  const input = document.createElement("input");
  input.setAttribute("aria-label", module.type);
  if (module.type === "getDTMF") { input.inputMode = "numeric"; input.maxLength = module.max; input.minLength = module.min ?? 0; }
  const button = document.createElement("button");
  button.textContent = "Send";
  form.append(input, button);
  form.addEventListener("submit", (event) => { event.preventDefault(); done(input.value || module.skipValue || ""); });
  $("keys").replaceChildren(form);
  input.focus();
}

async function end(words) {
  if (call) await ask("HANGUP");
  call = null;
  $("hang-up").disabled = true;
  $("keys").replaceChildren();
  say(words);
}

function heard(module) {
  const files = (module.files ?? []).map((file) => file.text ?? file.fileName ?? file.digits ?? file.number ?? `file ${file.fileId}`).join(" · ");
  return files || module.dialPhone || (module.sum !== undefined ? String(module.sum) : "");
}

function note(type, what, answer, module) {
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = type;
  const said = document.createElement("q");
  said.dir = "auto";
  said.textContent = what;
  item.append(name, " ", said);
  if (answer !== null) {
    const back = document.createElement("span");
    back.className = "answer";
    back.textContent = ` → ${answer}`;
    item.append(back);
  }
  if (type === "retreat") item.dataset.wrong = "";
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "JSON";
  const pre = document.createElement("pre");
  pre.textContent = typeof module === "string" ? module : JSON.stringify(module, null, 2);
  details.append(summary, pre);
  item.append(details);
  $("path").append(item);
}

function say(words) {
  $("state").dir = "auto";
  $("state").textContent = words;
}
