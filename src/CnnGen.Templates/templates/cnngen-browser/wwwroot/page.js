import { dotnet } from './_framework/dotnet.js';

const [pad, answer, bars] = ['pad', 'answer', 'bars'].map(id => document.getElementById(id));
const context = pad.getContext('2d', { willReadFrequently: true });
Object.assign(context, { lineCap: 'round', lineJoin: 'round', lineWidth: 22, strokeStyle: '#fff' });
const meters = [...Array(10)].map(() => bars.appendChild(document.createElement('li')).appendChild(document.createElement('meter')));

// ---- the network: what Page.cs exports, with the weights that lie beside this page
const { getAssemblyExports, getConfig } = await dotnet.create();
const network = (await getAssemblyExports(getConfig().mainAssemblyName)).Digits.Page;
const weights = await fetch('digits.safetensors');
network.Load(new Uint8Array(await weights.arrayBuffer()));
document.getElementById('summary').textContent = network.Summary();
show();

// ---- asked anew for every piece of a line
function show() {
  const { data } = context.getImageData(0, 0, pad.width, pad.height);
  const ink = Uint8Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 3]);      // opacity: nothing is drawn but ink
  const probabilities = network.Classify(ink, pad.width);
  meters.forEach((meter, digit) => { meter.value = probabilities[digit] ?? 0; });
  answer.textContent = probabilities.length ? probabilities.indexOf(Math.max(...probabilities)) : '?';
}

// ---- drawing: light ink on black, whatever the page's colours
let last = null;
const place = ({ offsetX, offsetY }) => [offsetX, offsetY].map(at => at * pad.width / pad.clientWidth);

function draw(event) {
  const next = place(event);
  context.beginPath();
  context.moveTo(...last);
  context.lineTo(...next);
  context.stroke();
  last = next;
  show();
}

pad.addEventListener('pointerdown', event => {
  pad.setPointerCapture(event.pointerId);
  last = place(event);
  draw(event);
});
pad.addEventListener('pointermove', event => { if (last) draw(event); });
for (const end of ['pointerup', 'pointercancel']) pad.addEventListener(end, () => { last = null; });
document.getElementById('clear').addEventListener('click', () => {
  context.clearRect(0, 0, pad.width, pad.height);
  show();
});
