// The compiler runs here, beside the page, so that typing never waits for it. Messages: { id, call, arguments } in, { id, result | error } out.
import { dotnet } from './_framework/dotnet.js';

const ready = (async () => {
  const { getAssemblyExports, getConfig } = await dotnet.create();
  const exports = await getAssemblyExports(getConfig().mainAssemblyName);
  return exports.CnnGen.Samples.NetworkEditor.Program;
})();

self.onmessage = async ({ data }) => {
  try {
    const program = await ready;
    const begin = performance.now();
    const reading = JSON.parse(program.Read(data.arguments[0]));
    self.postMessage({ id: data.id, result: { ...reading, milliseconds: performance.now() - begin } });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error.message ?? error) });
  }
};
