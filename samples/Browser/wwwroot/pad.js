// A square to draw on by mouse, touch, pen and keyboard. Ink is light on black, whatever the page's colours.
const Size = 140;
const Brush = 11;
const KeyStep = 3;

export class Pad extends EventTarget {
  #canvas;
  #context;
  #strokes = [];
  #stroke = null;
  #cursor = { x: Size / 2, y: Size / 4 };
  #penDown = false;

  constructor(canvas) {
    super();
    this.#canvas = canvas;
    canvas.width = canvas.height = Size;
    this.#context = canvas.getContext('2d', { willReadFrequently: true });
    canvas.addEventListener('pointerdown', event => {
      canvas.setPointerCapture(event.pointerId);
      this.#begin(this.#place(event));
      event.preventDefault();
    });
    canvas.addEventListener('pointermove', event => {
      if (!this.#stroke || this.#penDown) return;
      for (const part of event.getCoalescedEvents?.() ?? [event]) this.#extend(this.#place(part));
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => this.#end());
    canvas.addEventListener('keydown', event => this.#key(event));
    canvas.addEventListener('focus', () => this.#paint());
    canvas.addEventListener('blur', () => { this.#penDown = false; this.#end(); this.#paint(); });
    this.#paint();
  }

  get isEmpty() { return this.#strokes.length === 0; }

  get canUndo() { return this.#strokes.length > 0; }

  // Grey values row by row, without the cursor.
  get ink() {
    this.#paint(false);
    const { data } = this.#context.getImageData(0, 0, Size, Size);
    const ink = new Uint8Array(Size * Size);
    for (let i = 0; i < ink.length; i++) ink[i] = data[4 * i];
    this.#paint();
    return ink;
  }

  get size() { return Size; }

  clear() { this.#strokes = []; this.#stroke = null; this.#changed(); }

  undo() { this.#strokes.pop(); this.#stroke = null; this.#changed(); }

  // Strokes in a square of side 1, as an example to begin with.
  show(strokes) {
    this.#strokes = strokes.map(points => points.map(([x, y]) => ({ x: x * Size, y: y * Size })));
    this.#changed();
  }

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width * Size, y: (event.clientY - box.top) / box.height * Size };
  }

  #begin(point) { this.#stroke = [point]; this.#strokes.push(this.#stroke); this.#changed(); }

  #extend(point) { this.#stroke.push(point); this.#changed(); }

  #end() { this.#stroke = null; }

  #key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    if (move) {
      const limit = value => Math.min(Size - 1, Math.max(0, value));
      this.#cursor = { x: limit(this.#cursor.x + KeyStep * move[0]), y: limit(this.#cursor.y + KeyStep * move[1]) };
      if (this.#penDown) this.#extend({ ...this.#cursor });
      else this.#paint();
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.#penDown = !this.#penDown;
      if (this.#penDown) this.#begin({ ...this.#cursor });
      else { this.#end(); this.#paint(); }
    } else if (event.key === 'Delete' || event.key === 'Backspace') this.clear();
    else return;
    event.preventDefault();
  }

  #changed() {
    this.#paint();
    this.dispatchEvent(new Event('change'));
  }

  #paint(withCursor = true) {
    const context = this.#context;
    context.fillStyle = '#000';
    context.fillRect(0, 0, Size, Size);
    context.lineCap = context.lineJoin = 'round';
    context.lineWidth = Brush;
    context.strokeStyle = '#fff';
    for (const points of this.#strokes) {
      context.beginPath();
      context.moveTo(points[0].x, points[0].y);
      for (const { x, y } of points) context.lineTo(x + 0.01, y);
      context.stroke();
    }
    if (withCursor && this.#canvas.matches(':focus-visible')) {
      context.beginPath();
      context.arc(this.#cursor.x, this.#cursor.y, Brush / 2, 0, 2 * Math.PI);
      context.lineWidth = 1.5;
      context.strokeStyle = this.#penDown ? '#fca311' : '#5fa8d3';
      context.stroke();
    }
  }
}
