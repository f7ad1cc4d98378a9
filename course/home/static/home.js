// The home page's script. Without it every link works; with it, lessons open in JupyterLab's tab without loading it anew,
// the page follows what was done there, and the buttons ask and act.
"use strict";

const { base, xsrf } = document.documentElement.dataset;
const lab = new BroadcastChannel(`course ${base}`);  // to JupyterLab's tabs, if there are any
const find = (id) => document.getElementById(id);
window.name = "course-home";  // where "Course home" in JupyterLab leads

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-path]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const tab = window.open("", link.target);  // as it is: nothing that isn't saved yet is lost
  if (!tab || typeof tab.openLesson !== "function") window.open(link.href, link.target);
  else tab.openLesson(link.dataset.path, link.dataset.anchor);
});

// The token that must come along, even where a page is only looked at: a JupyterHub takes one without it for a stranger's.
// After a new login, in another tab perhaps, it's another one, and the cookie has it.
function token() {
  const kept = document.cookie.match(/(?:^|; )_xsrf=([^;]+)/);
  return { "X-XSRFToken": kept ? kept[1] : xsrf };
}

async function send(action, message) {
  const response = await fetch(`${base}course/${action}`, {
    method: "POST", body: JSON.stringify(message), headers: { "Content-Type": "application/json", ...token() } });
  const answer = await response.json().catch(() => ({}));
  if (response.status === 403) throw new Error("You may have been logged out. Reload this page and try again.");
  if (!response.ok) throw new Error(answer.message || `Jupyter answered ${response.status}. Reload this page and try again.`);
  return answer;
}

// Ask JupyterLab to save what is open, or to show a file anew. Nobody may be there to hear it; who does says so at once.
function tellLab(what, paths) {
  return new Promise((done, fail) => {
    const id = Math.random().toString();
    let timer = setTimeout(() => stop(done), 400);
    const stop = (then, value) => { clearTimeout(timer); lab.removeEventListener("message", hear); then(value); };
    const hear = ({ data }) => {
      if (data.heard === id) {
        clearTimeout(timer);
        timer = setTimeout(() => stop(fail, new Error("JupyterLab didn’t answer. Have a look at its tab, then try again.")), 20000);
      }
      if (data.done === id) stop(done);
      if (data.failed === id) stop(fail, new Error("JupyterLab couldn’t save what is open. Have a look at its tab, then try again."));
    };
    lab.addEventListener("message", hear);
    lab.postMessage({ what, paths, id });
  });
}

// A part of the page as the server made it: nothing opened yet, nothing said.
function plain(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("details").forEach((each) => each.removeAttribute("open"));
  copy.querySelectorAll("#said").forEach((each) => { each.textContent = ""; each.removeAttribute("class"); });
  return copy.innerHTML;
}

const looksLike = (one) => (other) => one.tagName === other.tagName && one.id === other.id
  && one.getAttribute("href") === other.getAttribute("href") && one.textContent === other.textContent;

async function refresh() {
  if (document.querySelector("dialog[open]")) return;
  const response = await fetch(location.pathname, { headers: token() }).catch(() => null);
  if (!response || !response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.querySelector("#said")) return location.reload();  // no longer logged in
  for (const part of ["header", "main"]) {
    const [now, then] = [page.querySelector(part), document.querySelector(part)];
    if (plain(now) !== plain(then)) renew(then, document.adoptNode(now));
  }
  const choices = page.querySelector("#what").innerHTML;
  if (find("what").innerHTML !== choices) find("what").innerHTML = choices;
}

// Put a part in the place of an older one: what was open stays open, what was said is still there, so is the focus.
function renew(then, now) {
  const opened = [...then.querySelectorAll("details[open]")].map((each) => each.id);
  const focused = then.contains(document.activeElement) ? document.activeElement : null;
  const said = then.querySelector("#said"), choice = then.querySelector("#effort");
  then.replaceWith(now);
  if (choice && now.querySelector("#effort")) now.querySelector("#effort").checked = choice.checked;
  opened.forEach((id) => { if (find(id)) find(id).open = true; });
  if (said) find("said").replaceWith(said);
  const same = focused && [...now.querySelectorAll("a, button, summary")].find(looksLike(focused));
  if (same) same.focus({ preventScroll: true });
  if (said) listen();
}

function say(text, isTrouble) {
  Object.assign(find("said"), { textContent: text, className: isTrouble ? "trouble" : "" });
}

// A dialog: `what` makes the message from what was chosen, or null; the server first says what it would do.
function ask(action, what) {
  const dialog = find(action), will = find(`${action}-will`), yes = dialog.querySelector(".yes");
  let asked = 0;
  const preview = async () => {
    const message = what(), mine = ++asked;
    yes.disabled = true;
    will.textContent = "";
    if (!message) return;
    try {
      await tellLab("save");
      const answer = await send(action, { ...message, preview: true });
      if (mine !== asked) return;  // something else was chosen meanwhile
      will.textContent = answer.message;
      yes.disabled = !answer.can;
    } catch (error) { if (mine === asked) will.textContent = error.message; }
  };
  const act = async () => {
    yes.disabled = true;
    try {
      const message = what();
      await tellLab("save");
      const answer = await send(action, { ...message, preview: false });
      await tellLab("reload", answer.files).catch(() => null);
      dialog.close();
      await refresh();
      say(answer.message);
    } catch (error) { dialog.close(); say(error.message, true); }
  };
  yes.addEventListener("click", act);
  return { preview, open: () => { dialog.showModal(); preview(); } };
}

// Hand in, fetch feedback, fetch lessons: one click does it, and a dialog says what came of it. Only where a lesson was
// handed in before does it ask.
function start(button) {
  const dialog = find("desk"), will = find("desk-will"), yes = dialog.querySelector(".yes");
  const { deed, lesson } = button.dataset;
  const act = async (again) => {
    yes.hidden = true;
    will.textContent = "One moment…";
    const message = { preview: false, lesson, again, effort: find("effort") !== null && find("effort").checked };
    try {
      await tellLab("save");
      const answer = await send(deed, message);
      will.textContent = answer.message;
      yes.hidden = !answer.asks;
    } catch (error) { will.textContent = error.message; }
  };
  find("desk-title").textContent = button.textContent;
  yes.onclick = () => act(true);
  dialog.onclose = refresh;
  dialog.showModal();
  act(false);
}

function chosen() {
  const [lesson, question] = find("what").value.split("/");
  return lesson ? { lesson, question: question || null } : null;
}

const dialogs = {};
function listen() {
  for (const [name, each] of Object.entries(dialogs)) find(`open-${name}`).addEventListener("click", each.open);
}

if (find("reset")) {  // the home page; the others have links alone
  Object.assign(dialogs, { reset: ask("reset", chosen), update: ask("update", () => ({})) });
  listen();
  find("what").addEventListener("change", dialogs.reset.preview);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-deed]");
    if (button && !find("desk").open) start(button);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  window.addEventListener("focus", refresh);
}
