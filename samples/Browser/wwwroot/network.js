// The worker as an object with promises.
export class Network {
  #worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
  #waiting = new Map();
  #next = 0;

  constructor() {
    this.#worker.onmessage = ({ data }) => {
      const { resolve, reject } = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.result);
    };
    this.#worker.onerror = event => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message || 'The network could not be started.'));
      this.#waiting.clear();
    };
  }

  call(name, ...args) {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call: name, arguments: args });
    });
  }
}
