// The home page's script. Without it every link works; with it, lessons open in JupyterLab's tab without loading it anew,
// the page follows what was done there, and the two buttons below ask and act.
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

async function send(action, message) {
  const response = await fetch(`${base}course/${action}`, {
    method: "POST", body: JSON.stringify(message), headers: { "Content-Type": "application/json", "X-XSRFToken": xsrf } });
  const answer = await response.json().catch(() => ({}));
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
  const response = await fetch(location.pathname).catch(() => null);
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
  const said = then.querySelector("#said");
  then.replaceWith(now);
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
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  window.addEventListener("focus", refresh);
}
