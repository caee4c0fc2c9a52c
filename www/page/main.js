// The paste page: the field, the article under it and the element beside that, wired together.

import { StoryView } from "./story.js";
import { Field } from "./field.js";
import { Follower } from "./follower.js";
import { PublicationDate } from "./publication-date.js";
import { Samples } from "./samples.js";
import { Sharing } from "./sharing.js";
import { Failure, Loading } from "./states.js";
import { PrintNotes } from "./print-notes.js";
import { keepForOffline } from "./offline.js";

const NAME = "Who said what";

const byId = (id) => document.getElementById(id);
const panel = byId("panel");
const notice = byId("notice");
const story = new StoryView(byId("story"));
const published = new PublicationDate(byId("published"), byId("guessed"));
const field = new Field({ area: byId("text"), file: byId("file"), open: byId("open"), whole: document.documentElement });
const follower = new Follower(panel, byId("busy"), byId("stop"));
const sharing = new Sharing({ button: byId("share"), box: byId("shared"), link: byId("link"), note: byId("link-note") });

new Loading(byId("loading"), panel);
new Failure(byId("failure"), panel);
new PrintNotes(byId("story"), panel);

panel.linkTo = (claim) => sharing.linkTo(claim);

let stale = true;

/** @param {{ whole?: boolean, date?: string }} how `whole`: another text has taken the place of the old one */
function update({ whole = false, date } = {}) {
  const { text } = field;
  const isEmpty = !text.trim();
  document.documentElement.classList.toggle("with-text", !isEmpty);
  byId("reading").hidden = isEmpty;
  if (isEmpty) {
    published.clear();
    sharing.close();
    follower.stop();
    story.show("");
    document.title = NAME;
    notice.textContent = "";
    return;
  }
  if (whole) published.clear();
  published.offer(text, date);
  const isChanged = story.show(text);
  document.title = story.headline ? `${story.headline} – ${NAME}` : NAME;
  byId("count").textContent = wordCount(text);
  // A space more, or a word typed and taken back, is nothing new to read.
  if (!isChanged && !stale && panel.state === "ready" && panel.referenceDate === published.value) return;
  stale = true;
  sharing.close();
  follower.follow(published.value, async () => {
    await sharing.prepare({ text, date: published.value });
    stale = false;
  });
}

// Counting a book's words on every key press would be felt; nobody needs its number to the word.
const COUNTED_LENGTH = 400_000;

function wordCount(text) {
  const number = new Intl.NumberFormat("en");
  if (text.length > COUNTED_LENGTH) return `about ${number.format(Math.round(text.length / 6000) * 1000)} words`;
  const n = text.match(/\S+/g)?.length ?? 0;
  return n === 1 ? "1 word" : `${number.format(n)} words`;
}

function take(text, { date, at } = {}) {
  field.text = text;
  field.fold();
  notice.textContent = "";
  update({ whole: true, date });
  if (at) panel.addEventListener("who-said-result", () => selectAt(at), { once: true });
}

function selectAt([start, end]) {
  const claim = panel.result?.claims.find(({ content }) => content[0]?.start === start && content.at(-1)?.end === end);
  if (claim) panel.select(claim.id);
}

const samples = new Samples(byId("samples"), (text) => {
  take(text);
  field.focus();
});

field.on({
  typed: () => follower.soon(update),
  pasted: (whole) => update({ whole }),
  taken: (text, about) => take(text, about),
  refused: (why) => (notice.textContent = why),
});

published.onChange = () => update();

byId("clear").addEventListener("click", () => {
  field.text = "";
  history.replaceState(null, "", location.pathname);
  update();
  field.focus();
});

sharing.onShare = () => sharing.share({ text: field.text, date: published.value });

async function readFragment() {
  const shared = await sharing.read(location.hash);
  if (shared?.problem) notice.textContent = shared.problem;
  if (!shared?.text) return false;
  if (!stale && shared.text === field.text && shared.at) selectAt(shared.at);
  else take(shared.text, shared);
  return true;
}

panel.addEventListener("who-said-result", ({ detail: { result } }) => {
  if (result.language && result.language !== "und") byId("story").lang = result.language;
});

addEventListener("hashchange", readFragment);
samples.show();
readFragment().then((isTaken) => {
  // A browser that restores the page after a reload restores the field, too.
  if (!isTaken && field.text) update({ whole: true });
});
keepForOffline((news) => (byId("privacy").textContent = news));
