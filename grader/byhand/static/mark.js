"use strict";
const $ = id => document.getElementById(id);
const token = new URLSearchParams(location.search).get("token");
const client = sessionStorage.client ||= Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16)).join("");
const words = { waiting: "waiting", changed: "answer has changed", again: "look again", done: "done" };
let queue = { items: [], questions: [] };
let order = [];        // ids in the order in which they came first: nothing jumps while one grades
let question = "";
let item = null;       // what the server said of the answer that is shown
let seen = "";         // the version of it that this grader's draft is about
let draft = null;      // { score: text, items: [texts], comment }
let past = [];         // drafts of before, for undo
let saves = [];        // what was there before each save, for undo
let timer = 0, busy = false, typing = false, turn = 0;

const points = number => number === null ? "–" : String(Math.round(number * 1000) / 1000);
const amount = number => `${points(number)} ${number === 1 ? "point" : "points"}`;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

class Answered extends Error {
  constructor(status, data) { super(data.message || "Something went wrong."); this.status = status; this.data = data; }
}

async function ask(path, body, keepalive = false) {
  const options = { headers: { "X-Grader-Token": token }, keepalive };
  if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  if (body) options.headers["Content-Type"] = "application/json";
  let answer, data;
  try {
    answer = await fetch(path, options);
    data = await answer.json();
  } catch {
    throw new Answered(0, { message: "The server doesn’t answer: is grader mark still running? What you wrote is kept in this browser." });
  }
  if (!answer.ok) throw new Answered(answer.status, data);
  return data;
}

function say(text, bad = false) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", bad);
}

function make(tag, text = "", attributes = {}) {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// drafts: in this browser at once, and in the class folder a moment later

const key = id => `grader-draft:${queue.lesson}:${queue.grader}:${id}`;
const saved = () => ({ score: item.score === null ? "" : points(item.score), items: item.items, comment: item.comment });
const isDirty = () => Boolean(item) && !same(draft, saved());

function keepDraft() {
  const kept = isDirty() ? { ...draft, seen, at: Date.now() } : null, id = item.id;
  try {
    if (kept) localStorage.setItem(key(id), JSON.stringify(kept));
    else localStorage.removeItem(key(id));
  } catch { /* no room in this browser: the class folder has it */ }
  clearTimeout(timer);
  timer = setTimeout(() => sendDraft(id, kept), 700);
}

function sendDraft(id, kept, keepalive = false) {
  timer = 0;
  return ask("/api/draft", { id, draft: kept, client }, keepalive).catch(error => {
    if (kept) say(error.status ? `${error.message}` : error.message, true);
  });
}

function readDraft() {
  let local = null;
  try { local = JSON.parse(localStorage.getItem(key(item.id))); } catch { /* none */ }
  const newest = [local, item.draft].filter(each => each && typeof each.at === "number").sort((a, b) => b.at - a.at)[0];
  if (!newest || typeof newest.score !== "string" || typeof newest.comment !== "string" || !Array.isArray(newest.items)) return null;
  return newest;
}

window.addEventListener("pagehide", () => {
  if (timer && item) { clearTimeout(timer); sendDraft(item.id, isDirty() ? { ...draft, seen, at: Date.now() } : null, true); }
});

// the queue

async function readQueue() {
  queue = await ask(`/api/queue?client=${client}`);
  const known = new Set(order);
  order.push(...queue.items.map(each => each.id).filter(id => !known.has(id)));
  if (!queue.questions.some(each => each.name === question))
    question = (queue.questions.find(each => each.todo) || queue.questions[0] || { name: "" }).name;
  $("title").textContent = `${queue.title}: grade by hand`;
  document.title = `Grade by hand: ${queue.title}`;
  $("question").replaceChildren(...queue.questions.map(each => {
    const option = make("option", `${each.title} (${each.name}), ${each.todo ? `${each.todo} to do` : "all done"}`, { value: each.name });
    option.selected = each.name === question;
    return option;
  }));
  showList();
}

function here() {
  const items = new Map(queue.items.filter(each => each.question === question).map(each => [each.id, each]));
  return order.filter(id => items.has(id)).map(id => items.get(id));
}

function showList() {
  const items = here(), todo = items.filter(each => each.state !== "done").length;
  $("progress").textContent = `${items.length - todo} of ${items.length} done. You’re ${queue.grader}${queue.anonymous ? ", and names are hidden" : ""}.`;
  $("list").replaceChildren(...items.map(each => {
    let drafted = false;
    try { drafted = localStorage.getItem(key(each.id)) !== null; } catch { /* no */ }
    const row = make("li"), state = [words[each.state], each.score === null ? "" : amount(each.score), drafted ? "not saved" : "",
      each.open ? `open with ${each.open}` : ""].filter(Boolean).join(", ");
    const button = make("button", `${each.label}: ${state}`, { type: "button" });
    if (item && each.id === item.id) button.setAttribute("aria-current", "true");
    button.onclick = () => open(each.id);
    row.append(button);
    return row;
  }));
}

async function open(id, focus = true) {
  const mine = ++turn;
  if (timer && item) { clearTimeout(timer); sendDraft(item.id, isDirty() ? { ...draft, seen, at: Date.now() } : null); }
  let found;
  try {
    found = await ask(`/api/hand-in?id=${encodeURIComponent(id)}&client=${client}`);
  } catch (error) { return say(error.message, true); }
  if (mine !== turn) return;
  item = found;
  [draft, seen, past, typing] = [saved(), item.version, [], false];
  const kept = readDraft();
  const notes = [];
  if (kept && !same({ score: kept.score, items: kept.items, comment: kept.comment }, draft)) {
    draft = { score: kept.score, items: kept.items, comment: kept.comment };
    seen = kept.seen;
    notes.push(seen === item.version ? "You hadn’t saved this yet. Here is what you wrote."
      : "You hadn’t saved this yet, and it has been changed since. Here is what you wrote; when you save, you’ll see both.");
  }
  showItem(notes);
  say("");
  if (focus) $("who").focus();
  scrollTo(0, 0);
}

function showItem(notes) {
  $("who").textContent = `${item.label}: ${words[item.state] || "done"}`;
  if (item.changed) notes.push(`The answer has changed since it was graded. It had ${amount(item.earlier)}${item.by ? `, by ${item.by}` : ""}.`);
  if (item.state === "again") notes.push(`This has ${amount(item.score)} by hand. It was graded again since: look once more.`);
  if (item.blank) notes.push("The answer is as it was handed out.");
  if (item.held) notes.push(`Held: ${item.held} Your points count in place of the grader’s.`);
  else if (item.auto !== null) notes.push(`The grader gave ${amount(item.auto)}. Yours count in place of them.`);
  if (item.extra) notes.push(`There’s extra credit of ${points(item.extra)} on top, from formgrader.`);
  if (item.open) notes.push(item.open === queue.grader ? "This is open in another window too." : `${item.open} has this open too.`);
  if (queue.anonymous) notes.push("Names are hidden, but a learner may have written theirs into the answer.");
  $("notes").replaceChildren(...notes.map(text => make("p", text, { class: "note" })));
  $("text").innerHTML = item.text;        // cleaned by the server, and nothing in it may run
  $("answer").innerHTML = item.answer;
  $("model").innerHTML = item.model;
  $("guide-text").innerHTML = item.guide;
  $("guide").hidden = !item.model && !item.guide;
  $("of").textContent = `of ${points(item.points)}`;
  $("comment").disabled = !item.can_comment;
  $("comment-note").textContent = item.can_comment ? "Markdown is fine. It goes into the learner’s letter." : "nbgrader has no room for a comment on this cell.";
  showRubric();
  showDraft();
  showList();
}

function showRubric() {
  let group = null;
  $("rubric").replaceChildren(...item.rubric.map((line, i) => {
    const button = make("button", "", { type: "button", "aria-pressed": "false", "data-text": line.text });
    if (i < 18) button.setAttribute("aria-keyshortcuts", i < 9 ? `${i + 1}` : `Shift+${i - 8}`);
    button.append(make("kbd", i < 9 ? `${i + 1}` : i < 18 ? `⇧${i - 8}` : "·", { "aria-hidden": "true" }),
      make("span", `${line.points > 0 ? "+" : ""}${points(line.points)}`.replace("-", "−"), { class: "points" }), make("span", line.text));
    if (line.group !== group) button.classList.add("first");
    group = line.group;
    button.onclick = () => toggle(i);
    return button;
  }));
  $("no-rubric").hidden = item.rubric.length > 0;
  $("no-rubric").textContent = `No rubric yet. Add lines here, or write ${item.file} in the class folder.`;
  $("file").textContent = item.file;
  $("no-comments").hidden = item.comments.length > 0;
}

function showDraft() {
  for (const button of $("rubric").children) button.setAttribute("aria-pressed", String(draft.items.includes(button.dataset.text)));
  if ($("score").value !== draft.score) $("score").value = draft.score;
  if ($("comment").value !== draft.comment) $("comment").value = draft.comment;
  const sum = byRubric(), typed = read(draft.score);
  $("score-note").textContent = [draft.items.length && typed !== sum ? `The rubric says ${points(sum)}.` : "",
    isDirty() ? "Not saved yet." : item.score === null ? "" : `Saved${item.by ? `, by ${item.by}` : ""}.`].filter(Boolean).join(" ");
}

// changing a draft

function byRubric() {
  const sum = item.rubric.filter(line => draft.items.includes(line.text)).reduce((all, line) => all + line.points, item.start);
  return Math.round(Math.min(item.points, Math.max(0, sum)) * 1e6) / 1e6;
}

function read(text) {
  const trimmed = text.trim().replace(",", ".");
  return /^\d*\.?\d+$|^\d+\.$/.test(trimmed) ? Number(trimmed) : NaN;
}

function change(changes) {
  past.push({ draft, seen });
  draft = { ...draft, ...changes };
  typing = false;
  changed();
}

function changed() { showDraft(); keepDraft(); }

function toggle(i) {
  if (!item || i >= item.rubric.length) return;
  const line = item.rubric[i], chosen = draft.items.includes(line.text);
  const rivals = item.rubric.filter(each => line.group && each.group === line.group).map(each => each.text);
  const kept = draft.items.filter(text => text !== line.text && !rivals.includes(text));
  change({ items: chosen ? kept : [...kept, line.text] });
  draft = { ...draft, score: draft.items.length ? points(byRubric()) : "" };
  changed();
  say(`${line.text}: ${chosen ? "off" : "on"}. ${draft.score === "" ? "No points yet" : amount(byRubric())}.`);
}

function type(name, value) {
  if (!typing) past.push({ draft, seen });
  typing = true;
  draft = { ...draft, [name]: value };
  changed();
}

function insert(text) {
  change({ comment: draft.comment.trim() ? `${draft.comment.trimEnd()}\n\n${text}` : text });
  say("The comment is in.");
}

async function undo() {
  if (past.length) {
    ({ draft, seen } = past.pop());
    typing = false;
    changed();
    return say("Undone.");
  }
  const last = saves.pop();
  if (!last) return say("There’s nothing to undo.");
  await open(last.id);
  const to = { ...draft };
  if (item.version !== last.version) return say("Somebody has changed this since you saved it, so it stays.", true);
  await save({ goOn: false, points: last.score, body: last, remember: false });
  if (!same(to, draft)) say("Undone: it’s as it was before you saved.");
}

// saving

async function save({ goOn, points: given, body = draft, remember = true } = {}) {
  if (!item || busy) return;
  if (given === undefined) given = read(draft.score);
  if (given !== null && !(given >= 0 && given <= item.points)) {
    say(draft.score.trim() === "" ? "Give points first; 0 counts too." : `The points must be a number from 0 to ${points(item.points)}.`, true);
    return $("score").focus();
  }
  busy = true;
  say("Saving …");
  const before = { id: item.id, score: item.score, items: item.items, comment: item.comment };
  try {
    const now = await ask("/api/save", { id: item.id, seen, score: given, comment: body.comment, items: body.items, client });
    clearTimeout(timer); timer = 0;
    try { localStorage.removeItem(key(item.id)); } catch { /* none */ }
    if (remember) saves.push({ ...before, version: now.version });
    Object.assign(item, now, { draft: null, changed: false });
    item.state = given === null && item.auto === null ? "waiting" : "done";
    [draft, seen, past, typing] = [saved(), now.version, [], false];
    busy = false;
    await readQueue();
    if (goOn) await next(now.note); else { showItem([]); say(now.note || "Saved."); }
  } catch (error) {
    busy = false;
    if (!(error instanceof Answered)) throw error;
    if (error.status === 409 && error.data.theirs) await meet(given);
    else say(error.message, true);
    keepDraft();
  }
}

async function next(note = "") {
  const found = await ask("/api/next", { client, after: item ? item.id : "", question });
  if (found.id) {
    await open(found.id);
    return say([note || "Saved.", found.open ? `All others are done or taken; ${found.open} has this open too.` : ""].filter(Boolean).join(" "));
  }
  const other = queue.questions.find(each => each.todo);
  if (item) showItem([]);
  say(`${note || "Saved."} Nobody waits for this question any more.${other ? ` Press Q: ${other.todo} to do in ${other.name}.` : " You’re done with this lesson."}`);
}

async function meet(given) {
  const mine = { ...draft }, before = item.answer, id = item.id;
  let now;
  try { now = await ask(`/api/hand-in?id=${encodeURIComponent(id)}&client=${client}`); } catch (error) { return say(error.message, true); }
  item = now;
  draft = mine;
  showItem([]);
  $("conflict-why").textContent = before === now.answer ? "This was changed after you opened it. Both are here."
    : "The answer, or its marks, were changed after you opened it: the learner’s hand-in was graded again. Look at the answer before you choose.";
  for (const [name, text] of [["their-score", points(now.score)], ["their-comment", now.comment || "none"], ["their-name", now.by || "formgrader or grading"],
    ["my-score", given === null ? "–" : points(given)], ["my-comment", mine.comment || "none"], ["my-name", `${queue.grader} (you)`]])
    $(name).textContent = text;
  $("conflict").showModal();
  say("Not saved: somebody else has changed this.", true);
}

function takeTheirs() {
  $("conflict").close();
  past.push({ draft, seen });
  [draft, seen] = [saved(), item.version];
  changed();
  say("What was saved stays. Yours is one Undo away.");
}

function takeMine(both) {
  $("conflict").close();
  past.push({ draft, seen });
  seen = item.version;
  if (both && item.comment.trim() !== draft.comment.trim())
    draft = { ...draft, comment: [item.comment.trim(), draft.comment.trim()].filter(Boolean).join("\n\n") };
  changed();
  return save({ goOn: false });
}

// rubric lines and comments to use again

function takeHelp(help) {
  Object.assign(item, help);
  showRubric();
  showDraft();
}

async function keepComment() {
  if (!draft.comment.trim()) return say("Write a comment first.", true);
  try {
    takeHelp(await ask("/api/comment", { question, add: draft.comment, remove: "" }));
    say("Kept. Press R to use it again.");
  } catch (error) { say(error.message, true); }
}

function showComments() {
  $("no-comments").hidden = item.comments.length > 0;
  $("comments").replaceChildren(...item.comments.map((text, i) => {
    const row = make("li"), use = make("button", "", { type: "button", class: "use" });
    if (i < 9) use.append(make("kbd", `${i + 1}`), " ");
    use.append(text);
    use.onclick = () => { $("reusing").close(); insert(text); };
    const forget = make("button", "Forget", { type: "button", "aria-label": `Forget: ${text.slice(0, 60)}` });
    forget.onclick = async () => {
      try { takeHelp(await ask("/api/comment", { question, add: "", remove: text })); } catch (error) { say(error.message, true); }
      showComments();
      ($("comments").querySelector("button") || $("reusing").querySelector("[data-close]")).focus();
    };
    row.append(use, forget);
    return row;
  }));
}

async function addItem() {
  const number = Number($("item-points").value.trim().replace(",", ".").replace("−", "-"));
  const told = text => { $("adding-status").textContent = text; $("adding-status").classList.add("bad"); };
  if (!$("item-text").value.trim() || $("item-points").value.trim() === "" || !Number.isFinite(number)) return told("It needs a text and points.");
  try {
    takeHelp(await ask("/api/item", { question, text: $("item-text").value, points: number }));
    $("adding").close();
    say("The rubric has a new line.");
  } catch (error) { told(error.message); }
}

// keys

const move = by => {
  const items = here(), at = items.findIndex(each => item && each.id === item.id) + by;
  if (items[at]) return open(items[at].id);
  say(by > 0 ? "This is the last one." : "This is the first one.");
};
const show = (id, first) => { $(id).showModal(); if (first) first.focus(); };
const reuse = () => { showComments(); show("reusing", $("comments").querySelector("button")); };
const adding = () => { $("item-text").value = $("item-points").value = $("adding-status").textContent = ""; show("adding", $("item-text")); };
const deeds = {
  j: () => move(1), arrowright: () => move(1), p: () => move(-1), arrowleft: () => move(-1),
  s: () => { $("score").focus(); $("score").select(); }, c: () => $("comment").focus(), r: reuse, k: keepComment, u: undo, n: adding,
  g: () => { $("all").open = true; ($("list").querySelector("[aria-current]") || $("list").querySelector("button"))?.focus(); },
  q: () => $("question").focus(), a: () => $("who").focus(), "?": () => show("keys"),
  m: () => { $("guide").open = !$("guide").open; if ($("guide").open) $("guide").querySelector("summary").focus(); },
  f: () => change({ score: points(item.points) }), 0: () => change({ score: "0" }),
};

document.addEventListener("keydown", event => {
  const opened = document.querySelector("dialog[open]"), field = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (opened) return inDialog(event, opened);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); return void save({ goOn: true }); }
  if (field) {
    if (event.key === "Escape") { event.preventDefault(); $("who").focus(); }
    if (event.key === "Enter" && event.target === $("score")) { event.preventDefault(); save({ goOn: !event.shiftKey }); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey !== $("with-alt").checked || !item) return;
  if (event.key === "Enter") {
    if (event.target.closest("button, summary, a")) return;
    event.preventDefault();
    return void save({ goOn: !event.shiftKey });
  }
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  if (digit && (digit[1] !== "0" || !event.shiftKey)) {
    event.preventDefault();
    return digit[1] === "0" ? deeds[0]() : toggle(Number(digit[1]) - 1 + (event.shiftKey ? 9 : 0));
  }
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  if (deeds[letter] && letter !== "0") { event.preventDefault(); deeds[letter](); }
});

function inDialog(event, opened) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const press = id => { event.preventDefault(); $(id).click(); };
  if (opened.id === "conflict") {
    const choice = { t: "take-theirs", m: "take-mine", b: "take-both" }[event.key.toLowerCase()];
    if (choice) press(choice);
  } else if (opened.id === "reusing" && /^[1-9]$/.test(event.key)) {
    const use = $("comments").querySelectorAll(".use")[Number(event.key) - 1];
    if (use) { event.preventDefault(); use.click(); }
  } else if (opened.id === "adding" && event.key === "Enter" && event.target.matches("input")) press("add-item");
}

$("score").addEventListener("input", () => type("score", $("score").value));
$("comment").addEventListener("input", () => type("comment", $("comment").value));
for (const name of ["score", "comment"]) $(name).addEventListener("blur", () => { typing = false; });
$("question").addEventListener("change", async () => { question = $("question").value; item = null; await start(false); $("question").focus(); });
for (const [id, deed] of Object.entries({
  "show-keys": deeds["?"], "new-item": adding, reuse, keep: keepComment, "save-next": () => save({ goOn: true }), save: () => save({ goOn: false }),
  undo, previous: () => move(-1), next: () => move(1), "back-to-waiting": () => save({ goOn: false, points: null, body: { ...draft, items: [] } }),
  "add-item": addItem, "take-theirs": takeTheirs, "take-mine": () => takeMine(false), "take-both": () => takeMine(true),
})) $(id).addEventListener("click", deed);
for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
for (const dialog of document.querySelectorAll("dialog")) dialog.addEventListener("close", () => { if (document.activeElement === document.body) $("who").focus(); });
try { $("with-alt").checked = localStorage.getItem("grader-keys-with-alt") === "yes"; } catch { /* no */ }
$("with-alt").addEventListener("change", () => { try { localStorage.setItem("grader-keys-with-alt", $("with-alt").checked ? "yes" : "no"); } catch { /* no */ } });

async function start(focus = true) {
  try {
    await readQueue();
    const found = await ask("/api/next", { client, after: "", question });
    const first = found.id || here()[0]?.id;
    if (first) await open(first, focus);
    else $("who").textContent = "Nobody is to be graded by hand.";
  } catch (error) { $("who").textContent = "This page can’t be filled."; say(error.message, true); }
}

start();
