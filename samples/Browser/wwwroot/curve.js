// Loss and accuracy while training, as one SVG picture with a text for those who do not see it.
const Height = 220, Left = 30, Right = 34, Top = 10, Bottom = 22;

export class Curve {
  #svg;
  #points = [];
  #held = [];

  // Drawn in the page's own pixels, so that its text is as large on a phone as on a desk.
  constructor(svg) {
    this.#svg = svg;
    new ResizeObserver(() => this.#paint()).observe(svg);
  }

  clear() { this.#points = []; this.#held = []; this.#paint(); }

  // x: images learnt so far.
  add(x, loss, accuracy) { this.#points.push({ x, loss, accuracy }); this.#paint(); }

  addHeldOut(x, accuracy) { this.#held.push({ x, accuracy }); this.#paint(); }

  #paint() {
    const Width = Math.max(200, this.#svg.clientWidth);
    this.#svg.setAttribute('viewBox', `0 0 ${Width} ${Height}`);
    const last = Math.max(1000, ...this.#points.map(point => point.x));
    const most = Math.ceil(2 * Math.max(2.4, ...this.#points.map(point => point.loss))) / 2;
    const x = value => Left + value / last * (Width - Left - Right);
    const y = share => Height - Bottom - share * (Height - Top - Bottom);
    const path = value => this.#points.map((point, i) => `${i ? 'L' : 'M'}${x(point.x).toFixed(1)} ${y(value(point)).toFixed(1)}`).join('');
    const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map(share => `
      <path class="grid" d="M${Left} ${y(share)}H${Width - Right}"/>
      <text class="loss" x="${Left - 5}" y="${y(share) + 4}" text-anchor="end">${(share * most).toFixed(1)}</text>
      <text class="accuracy" x="${Width - Right + 5}" y="${y(share) + 4}">${Math.round(share * 100)}</text>`).join('');
    const held = this.#held.map(({ x: images, accuracy }) => `<circle class="held" cx="${x(images)}" cy="${y(accuracy)}" r="4"><title>held out: ${(accuracy * 100).toFixed(1)} %</title></circle>`).join('');
    this.#svg.innerHTML = `${grid}
      <text x="${Left}" y="${Height - 4}">0 images</text><text x="${Width - Right}" y="${Height - 4}" text-anchor="end">${last}</text>
      <path class="line loss" d="${path(point => point.loss / most)}"/><path class="line accuracy" d="${path(point => point.accuracy)}"/>${held}`;
  }
}
