import { Network } from './network.js';
import { Pad } from './pad.js';
import { Curve } from './curve.js';

const Trained = 5000, HeldOut = 500, MeasureEvery = 1000, SliceMilliseconds = 250;
const find = id => document.getElementById(id);
const percent = share => `${(100 * share).toFixed(1)} %`;

// ---- the answer: a bar a digit, made once and only moved afterwards
const bars = [...Array(10).keys()].map(digit => {
  const row = document.createElement('li');
  row.innerHTML = `<span class="digit">${digit}</span><span class="track"><span class="bar"></span></span><span class="share">–</span>`;
  find('bars').append(row);
  return { row, bar: row.querySelector('.bar'), share: row.querySelector('.share') };
});

function showAnswer(probabilities) {
  const winner = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
  bars.forEach(({ row, bar, share }, digit) => {
    row.classList.toggle('winner', digit === winner);
    bar.style.transform = `scaleX(${probabilities?.[digit] ?? 0})`;
    share.textContent = probabilities ? percent(probabilities[digit]) : '–';
  });
  find('answer').textContent = probabilities ? String(winner) : '?';
  find('answer-text').textContent = probabilities ? `It reads ${winner} with ${percent(probabilities[winner])}.` : 'Nothing is drawn.';
}

// ---- pictures of bytes; the colours run from the page's black to its accent
function paint(canvas, bytes, offset, size) {
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  const picture = context.createImageData(size, size);
  for (let i = 0; i < size * size; i++) {
    const value = bytes ? bytes[offset + i] / 255 : 0;
    picture.data.set([20 + 235 * value, 33 + 160 * value ** 1.3, 61 + 60 * value, 255], 4 * i);
  }
  context.putImageData(picture, 0, 0);
}

function canvases(id, count, label) {
  return [...Array(count).keys()].map(i => {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${label} ${i + 1}`);
    find(id).append(canvas);
    paint(canvas, null, 0, 8);
    return canvas;
  });
}

const first = canvases('first-maps', 6, 'map of the first convolution');
const second = canvases('second-maps', 16, 'map of the second convolution');

function showMaps(result) {
  paint(find('seen'), result?.input, 0, 28);
  first.forEach((canvas, i) => paint(canvas, result?.first, i * 784, 28));
  second.forEach((canvas, i) => paint(canvas, result?.second, i * 100, 10));
}

// ---- asking: at most one question is under way, and only the newest drawing waits
const network = new Network();
const pad = new Pad(find('pad'));
let asking = false, changed = false, lookTimer = 0;

async function ask() {
  changed = true;
  find('undo').disabled = find('clear').disabled = !pad.canUndo;
  if (asking) return;
  asking = true;
  document.body.setAttribute('aria-busy', 'true');
  clearTimeout(lookTimer);
  try {
    while (changed) {
      changed = false;
      const result = pad.isEmpty ? null : await network.call('classify', pad.ink, pad.size);
      showAnswer(result?.probabilities);
      showMaps(result);
      find('milliseconds').textContent = result ? `${result.milliseconds.toFixed(1)} ms` : '';
      if (!result) paint(find('look'), null, 0, 8);
      if (result) lookTimer = setTimeout(look, 300);
    }
  } catch (error) {
    fail(error);
  } finally {
    asking = false;
    document.body.removeAttribute('aria-busy');
  }
}

async function look() {
  try {
    const losses = await network.call('attention');
    if (!pad.isEmpty) paint(find('look'), losses, 0, Math.sqrt(losses.length));
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  find('error').textContent = error.message;
  find('error').hidden = false;
}

pad.addEventListener('change', ask);
find('clear').addEventListener('click', () => pad.clear());
find('undo').addEventListener('click', () => pad.undo());
const examples = {
  2: [[[0.28, 0.32], [0.36, 0.2], [0.52, 0.16], [0.66, 0.24], [0.68, 0.38], [0.58, 0.52], [0.42, 0.66], [0.28, 0.8], [0.5, 0.79], [0.74, 0.8]]],
  4: [[[0.4, 0.16], [0.34, 0.36], [0.28, 0.54], [0.5, 0.55], [0.74, 0.54]], [[0.62, 0.3], [0.6, 0.56], [0.58, 0.86]]],
  7: [[[0.26, 0.2], [0.5, 0.2], [0.74, 0.2], [0.62, 0.42], [0.52, 0.62], [0.44, 0.86]]],
};
for (const [digit, strokes] of Object.entries(examples)) {
  const button = document.createElement('button');
  button.textContent = digit;
  button.setAttribute('aria-label', `Draw a ${digit}`);
  button.addEventListener('click', () => pad.show(strokes));
  find('examples').append(button);
}

// ---- training
const curve = new Curve(find('curve'));
let training = false;

find('train').addEventListener('click', async () => {
  if (training) {
    training = false;
    return;
  }
  training = true;
  find('train').textContent = 'Stop';
  try {
    if (!find('train').dataset.begun) {
      find('progress').textContent = 'Fetching the digits …';
      await network.call('beginTraining', Trained, HeldOut);
      find('train').dataset.begun = 'true';
    }
    let measured = 0;
    while (training) {
      const state = await network.call('trainFor', SliceMilliseconds);
      const learnt = state.epoch * Trained + state.image;
      curve.add(learnt, state.loss, state.accuracy);
      if (learnt >= measured + MeasureEvery) {
        measured = learnt;
        const accuracy = await network.call('evaluate');
        curve.addHeldOut(learnt, accuracy);
        find('held-out').textContent = percent(accuracy);
        ask();
      }
      find('progress').textContent = `${learnt} digits learnt, ${Math.round(state.speed)} a second; loss ${state.loss.toFixed(3)}, ${percent(state.accuracy)} right`;
      find('train').dataset.learnt = learnt;
    }
    find('progress').textContent += ' – measuring …';
    find('held-out').textContent = percent(await network.call('evaluate'));
    find('progress').textContent = find('progress').textContent.replace(' – measuring …', '');
    ask();
  } catch (error) {
    fail(error);
  } finally {
    training = false;
    find('train').textContent = 'Go on';
  }
});

// ---- begin
showAnswer(null);
showMaps(null);
network.call('start').then(summary => {
  find('summary').textContent = summary;
  document.body.dataset.ready = 'true';
  find('status').hidden = true;
  if (pad.isEmpty) pad.show(examples[7]);
  else ask();
}, fail);
