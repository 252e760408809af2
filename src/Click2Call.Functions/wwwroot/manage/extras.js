// What a node has beside its settings: recorded files, and the system messages that its callers hear.
import { make, button, guarded, say, send, sure } from "/manage/manage.js";

export async function files(node) {
  const section = make("section", {}, make("h3", { textContent: "קבצי שמע" }));
  const body = make("div", {});
  const player = make("audio", { controls: true, hidden: true });
  const refresh = async () => {
    const list = (await send("filesList", { extensionId: node.id })).data;
    const rows = list.map((file) => make("tr", { dataset: { file: file.fileId } },
      make("td", { textContent: file.name, dir: "auto" }),
      make("td", { textContent: size(file.size), dir: "ltr" }),
      make("td", { textContent: new Date(file.date).toLocaleString("he-IL", { dateStyle: "short", timeStyle: "short" }), dir: "ltr" }),
      make("td", {},
        button("השמעה", "quiet small", () => play(player, file)),
        button("מחיקה", "danger small", async () => {
          if (!await sure(`למחוק את הקובץ ${file.name}?`)) return;
          await send("fileDelete", { fileId: file.fileId, belowExtension: node.id });
          await refresh();
          say("הקובץ נמחק");
        }))));
    body.replaceChildren(rows.length > 0
      ? make("table", {}, make("thead", {}, make("tr", {}, ...["שם", "גודל", "עודכן", ""].map((words) => make("th", { textContent: words })))), make("tbody", {}, ...rows))
      : make("p", { className: "hint", textContent: "אין קבצים." }));
  };
  const file = make("input", { type: "file", accept: "audio/*", name: "file", ariaLabel: "קובץ" });
  const form = make("form", { className: "fields", onsubmit: guarded(async () => {
    if (file.files.length === 0) throw new Error("יש לבחור קובץ");
    const body = new FormData();
    body.set("extensionId", node.id);
    body.set("checkDuplicate", "yes");
    body.set("file", file.files[0]);
    const saved = await send("uploadFile", body);
    form.reset();
    await refresh();
    say(`הקובץ ${saved.fileName} נשמר`);
  }) }, make("div", { className: "field wide" }, file), make("div", { className: "buttons" }, make("button", { className: "quiet", textContent: "העלאה" })));
  await refresh();
  section.append(body, player, form);
  return section;
}

export async function messages(node) {
  const [list, library] = await Promise.all([send("systemMessagesList", { extensionId: node.id }), send("filesList", { extensionId: "0" })]);
  const section = make("section", {}, make("h3", { textContent: "הודעות מערכת" }));
  for (const message of list.data) {
    const now = message.messages[0] ?? {};
    const text = make("input", { value: message.messages.map((one) => one.text).filter(Boolean).join(" "), placeholder: message.default, id: `message-${message.code}` });
    const recorded = make("select", { ariaLabel: "הקלטה" }, new Option("הקראת הטקסט", ""), ...library.data.map((one) => new Option(`הקלטה: ${one.name}`, one.fileId)));
    recorded.value = now.fileName ?? "";
    const set = async (messages) => {
      await send("saveCustomMessagesBeta", { code: message.code, extensionId: node.id, messages: JSON.stringify(messages) });
      say("ההודעה נשמרה");
    };
    text.disabled = recorded.value !== "";
    recorded.addEventListener("change", () => { text.disabled = recorded.value !== ""; });
    section.append(make("form", { className: "fields", dataset: { code: message.code }, onsubmit: guarded(() => set(recorded.value ? [{ fileName: recorded.value }] : text.value.trim() ? [{ text: text.value }] : [])) },
      make("div", { className: "field wide" }, make("label", { className: "label", textContent: message.name, htmlFor: text.id }), text),
      make("div", { className: "field" }, recorded),
      make("div", { className: "buttons" }, make("button", { className: "quiet small", textContent: "שמירת ההודעה" }))));
  }
  return section;
}

async function play(player, file) {
  const content = await send("fileDownload", { audio: file.fileId });
  if (player.src) URL.revokeObjectURL(player.src);
  player.src = URL.createObjectURL(content);
  player.hidden = false;
  await player.play();
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
