import { Network } from './network.js';
import { examples } from './examples.js';

const find = id => document.getElementById(id);
const source = find('source'), marks = find('marks');
const compiler = new Network();
const PauseMilliseconds = 120;

// ---- asking: at most one question is under way, and only the newest text waits
let asking = false, changed = false, pause = 0;

function edited() {
  paintMarks([]);
  document.body.setAttribute('aria-busy', 'true');
  clearTimeout(pause);
  pause = setTimeout(ask, PauseMilliseconds);
}

async function ask() {
  changed = true;
  if (asking) return;
  asking = true;
  try {
    while (changed) {
      changed = false;
      const text = source.value;
      const reading = await compiler.call('read', text);
      if (text === source.value) show(reading);
      else changed = true;
    }
    document.body.removeAttribute('aria-busy');
  } catch (error) {
    find('error').textContent = error.message;
    find('error').hidden = false;
  } finally {
    asking = false;
  }
}

// ---- what came back
function show({ networks, problems, milliseconds }) {
  find('status').textContent = `Read in ${milliseconds.toFixed(0)} ms.`;
  paintMarks(problems);
  find('problems').replaceChildren(...problems.map(problemRow));
  if (problems.length === 0) find('problems').append(element('li', 'fine', networks.length ? 'Every layer fits.' : 'There is no network here: a partial class with [Network].'));
  // While a text is broken the last picture stays, paler: it is what the reader compares with.
  for (const id of ['tables', 'diagrams']) find(id).classList.toggle('stale', networks.length === 0);
  if (networks.length === 0) return;
  find('tables').replaceChildren(...networks.map(network => {
    const table = element('pre', '', network.table);
    table.tabIndex = 0;
    return table;
  }));
  find('diagrams').replaceChildren(...networks.map(network => {
    const picture = element('img', '');
    picture.alt = `The layers of ${network.name}; the table says the same in words.`;
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(network.diagram)}`;
    const frame = element('div', 'frame');
    frame.tabIndex = 0;
    frame.append(picture);
    return frame;
  }));
}

function problemRow(problem) {
  const row = element('li', problem.severity);
  const place = element('button', '', `line ${problem.line}`);
  place.setAttribute('aria-label', `Go to line ${problem.line}`);
  place.addEventListener('click', () => {
    source.focus();
    source.setSelectionRange(problem.start, problem.end);
    const lineHeight = source.scrollHeight / source.value.split('\n').length;
    source.scrollTop = Math.max(0, (problem.line - 4) * lineHeight);
  });
  const text = element('span', 'message', problem.message);
  text.prepend(element('strong', '', `${problem.id} `));
  row.append(place, text);
  return row;
}

// The same text behind the editor, transparent, with its faulty places underlined.
function paintMarks(problems) {
  const text = source.value;
  const parts = [];
  let at = 0;
  for (const { start, end, severity } of problems) {
    if (start < at || end <= start) continue;
    parts.push(document.createTextNode(text.slice(at, start)), element('mark', severity, text.slice(start, end)));
    at = end;
  }
  parts.push(document.createTextNode(text.slice(at) + '\n'));
  marks.replaceChildren(...parts);
  follow();
}

function follow() {
  marks.scrollTop = source.scrollTop;
  marks.scrollLeft = source.scrollLeft;
}

function element(name, className, text = '') {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

// ---- beginning
source.addEventListener('input', edited);
source.addEventListener('scroll', follow);
for (const [name, text] of Object.entries(examples)) {
  const button = element('button', '', name);
  button.addEventListener('click', () => {
    source.value = text;
    source.scrollTop = source.scrollLeft = 0;
    for (const id of ['tables', 'diagrams']) find(id).replaceChildren();
    edited();
  });
  find('examples').append(button);
}
source.value = examples['LeNet-5'];
edited();
