"""What the home page says that follows from nothing else."""

BLURBS = {
    "01_first_computation": "Turn flowers, emails and payments into tensors, and train your first model on them.",
    "02_linear_layers": "One layer, 31 numbers, and a diagnosis: build it, judge it, and move its threshold.",
    "03_pretrained_models": "Borrow a network that has seen a million photographs, and see what it makes of yours.",
    "04_head_replacement": "Teach that network ten things it has never heard of, from five pictures of each.",
    "05_metrics": "Numbers that look good and aren’t: find the ones you can trust.",
    "06_capstone": "Your own classifier, for digits from a worn-out scanner that nobody has labeled.",
}

TROUBLES = {
    "missing": "This lesson isn’t in your folder. “Bring in lessons” below puts it there.",
    "unreadable": "{of}.ipynb {why}. “Start over” below gives you a fresh copy and keeps this one as a backup.",
    "in the way": "Something that isn’t a file has the name {of}.ipynb. Rename it, then “Bring in lessons” below puts "
                  "the lesson there.",
    "behind": "There’s a newer version. “Bring in lessons” below keeps your answers.",
    "lost": "A cell of {why} is gone. “Bring in lessons” below puts it back and keeps your answers.",
    "renamed": "This lesson is called {why} in your folder. Give it the name {of}.ipynb back before you hand it in.",
    "gone": "The folder {of} is gone. Stop this program with Ctrl-C, then start it again.",
    "empty": "There are no lessons in {of} yet. “Bring in lessons” below puts them there.",
    "read-only": "The folder {of} is read-only, so nothing you do in it is kept. Allow yourself to write there, or "
                 "move it.",
    "notes": "{why}",
}

HAND_IN = """
<ol>
<li>Open the lesson and choose <b>Run → Restart Kernel and Run All Cells…</b> It’s fine if some checks still say ✗: you
keep the points for the others.</li>
<li>Save it with <kbd>Ctrl</kbd> <kbd>S</kbd> (<kbd>⌘</kbd> <kbd>S</kbd> on a Mac).</li>
<li>Give your teacher the file, under the name it has: {files}. Lesson 6 asks for <code>predictions.csv</code> as
well. <b>Get ready to hand in</b>, on a lesson’s card, puts them into one folder.</li>
</ol>
<p>A ✓ here means that your answer passed its check. Grading tries it again on other inputs.</p>"""

BY_EXCHANGE = """
<p>Choose <b>Hand in</b> on a lesson’s card. What’s open in JupyterLab is saved first. It’s fine if some checks still
say ✗: you keep the points for the others. You can hand in as often as you like.</p>
<p>A ✓ here means that your answer passed its check. Grading tries it again on other inputs. Once your instructor has
sent feedback, you can fetch it here: a letter for every lesson.</p>"""

EFFORT = """
<p class="choice"><input type="checkbox" id="effort" autocomplete="off"><label for="effort">also tell my instructor how
many tries I needed and which hints I opened <small>(that never changes your points)</small></label></p>"""

STUCK = """
<ul>
<li><b>Read the card</b> under your check: it names what came back and what was due. If your guess is a common one,
it tells you why it fails, too.</li>
<li><b>Ask for a hint:</b> use the buttons on the card, or run <code>hint("row-softmax")</code> with your
question’s name. Hints come in steps, and they cost nothing.</li>
<li><b>Try what the card tried:</b> <code>row_softmax(*case("row-softmax"))</code> calls your function on that very
input.</li>
<li><b>Look at small things.</b> Print the shape, the dtype and one value of whatever the error is about.</li>
<li><b>Start with a clean slate:</b> <b>Run → Restart Kernel and Run All Cells…</b> cures everything that comes from
cells run out of order.</li>
<li><b>Start over</b> with one question: below, under <a href="#fresh">A fresh start</a>.</li>
</ul>"""
