// The way between JupyterLab and the home page: a command that leads home, in the menu, on the toolbar and on a key; and
// what the home page asks of this tab: open a lesson here, save what is open, show a file that was changed anew.
// Written by hand as the container that webpack would make of it, so that the course needs no Node.
"use strict";
(() => {
  const asked = decodeURIComponent(location.href);  // JupyterLab drops the part after # when it starts

  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const anchorOf = (heading) => heading.replace(/[`*]|<\/?\w+>/g, "").trim().replaceAll(" ", "-");
  const hasHeading = (cell, anchor) => cell.model.type === "markdown" && cell.model.sharedModel.getSource().split("\n")
    .some((line) => /^#{1,6} /.test(line) && anchorOf(line.replace(/^#+ +/, "")) === anchor);

  // Go to a heading. JupyterLab's own way finds only what is drawn already, and draws no more than fits the screen.
  const goTo = async (notebook, anchor) => {
    const find = () => notebook.widgets.findIndex((cell) => hasHeading(cell, anchor));
    for (let waits = 0; find() < 0 && waits < 100; waits++) await pause(100);  // cells are still on their way
    const place = find();
    if (place < 0) return;
    notebook.activeCellIndex = place;
    notebook.deselectAll();
    for (let round = 0; round < 2; round++) {  // once cells above it are drawn, it may have moved
      await notebook.scrollToCell(notebook.widgets[place], "start");
      await notebook.widgets[place].ready;
      await notebook.setFragment(`#${anchor}`);
      await pause(400);
    }
  };

  const activate = (app) => {
    const base = new URL(app.serviceManager.serverSettings.baseUrl).pathname;
    const pages = new BroadcastChannel(`course ${base}`);
    const { commands, shell } = app;
    window.name = window.name || "course-lab";  // the tab in which the home page opens lessons

    commands.addCommand("course:home", {
      label: "Course Home", caption: "Where you are, what's next, and what to do when you're stuck",
      execute: () => { window.open(`${base}course`, "course-home"); },
    });
    commands.addCommand("course:read", {
      label: (args) => args.label || "Read About the Course",
      execute: (args) => { window.open(`${base}course/read/${encodeURIComponent(args.page || "glossary")}`, "course-read"); },
    });

    window.openLesson = async (path, anchor) => {
      const panel = await commands.execute("docmanager:open", { path });
      await panel.revealed;
      if (anchor && panel.content.widgets) await goTo(panel.content, anchor);
    };

    const open = () => [...shell.widgets("main")].filter((each) => each.context && each.context.model);
    const act = {
      save: () => open().filter((each) => each.context.model.dirty).map((each) => each.context.save()),
      reload: (paths) => open().filter((each) => paths.includes(each.context.path)).map((each) => each.context.revert()),
    };
    pages.addEventListener("message", async ({ data }) => {
      if (!Object.hasOwn(act, data.what)) return;
      pages.postMessage({ heard: data.id });
      const all = await Promise.allSettled(act[data.what](data.paths || []));
      pages.postMessage({ [all.every((each) => each.status === "fulfilled") ? "done" : "failed"]: data.id });
    });

    app.restored.then(() => {
      const [, path, anchor] = asked.match(/\/lab(?:\/workspaces\/[^/]+)?\/tree\/([^?#]+)[^#]*#(.+)$/) || [];
      if (path) window.openLesson(path, anchor);
    });

    app.restored.then(() => {  // the table of contents is open the first time; after that it's as one leaves it
      const key = `course ${base} contents`;
      if (!localStorage.getItem(key) && commands.hasCommand("toc:show-panel")) {
        localStorage.setItem(key, "opened");
        commands.execute("toc:show-panel");
      }
    });
  };
  const extension = { default: { id: "course-home:plugin", autoStart: true, activate }, __esModule: true };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["course-home"] = { init: () => {}, get: async () => () => extension };
})();
