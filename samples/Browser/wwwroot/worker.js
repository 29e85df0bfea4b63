// The network runs here, beside the page, so that drawing never waits for it. Messages: { id, call, arguments } in, { id, result | error } out.
import { dotnet } from './_framework/dotnet.js';

const ready = (async () => {
  const { getAssemblyExports, getConfig } = await dotnet.create();
  const exports = await getAssemblyExports(getConfig().mainAssemblyName);
  const program = exports.CnnGen.Samples.Browser.Program;
  const weights = await fetchBytes('lenet5.safetensors');
  program.LoadWeights(weights);
  return program;
})();

async function fetchBytes(path) {
  const response = await fetch(new URL(path, import.meta.url));
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

const calls = {
  start: async program => program.Summary(),

  // Probabilities, what the network sees, and the maps of both convolutions.
  classify: async (program, ink, size) => {
    const begin = performance.now();
    const probabilities = program.Classify(ink, size);
    const milliseconds = performance.now() - begin;
    return probabilities.length === 0
      ? null
      : { probabilities, milliseconds, input: program.Input(), first: program.FirstMaps(), second: program.SecondMaps() };
  },

  attention: async program => program.Attention(),

  beginTraining: async (program, trained, heldOut) => {
    const [images, labels] = await Promise.all([fetchBytes('data/images.gz'), fetchBytes('data/labels.gz')]);
    program.BeginTraining(images, labels, trained, heldOut);
  },

  trainFor: async (program, milliseconds) => {
    const [epoch, image, images, loss, accuracy, speed] = program.TrainFor(milliseconds);
    return { epoch, image, images, loss, accuracy, speed };
  },

  evaluate: async program => program.EvaluateAndUse(),
};

// One call after the other, in order: a network is used by one caller at a time.
let last = Promise.resolve();
self.onmessage = ({ data }) => {
  last = last.then(async () => {
    try {
      const result = await calls[data.call](await ready, ...data.arguments);
      self.postMessage({ id: data.id, result });
    } catch (error) {
      self.postMessage({ id: data.id, error: String(error.message ?? error) });
    }
  });
};
