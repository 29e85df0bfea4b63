using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CnnGen.Benchmarks.LibTorch;
using TorchSharp;
using static TorchSharp.torch;

// libtorch's side of `peers training`: the same images, weights and steps as ours. Trains a few steps and prints one line of JSON with their losses, so that
// the other side can check that both compute the same. Then, for every line on standard input (seconds), trains for that long and prints one line with the
// times of the steps. Ends with the input.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Answers only: where TorchSharp does not find its library, it writes there what it tried.
TextWriter answers = Console.Out;
Console.SetOut(Console.Error);
try
{
    InitializeDeviceType(DeviceType.CPU);
}
catch (Exception reason) when (reason is NotSupportedException or DllNotFoundException or TypeInitializationException)
{
    Print(new { missing = (reason.InnerException ?? reason).Message.Split('\n')[0] });
    return;
}

Dictionary<string, string> options = [];
for (int i = 0; i + 1 < args.Length; i += 2)
{
    options.Add(args[i].TrimStart('-'), args[i + 1]);
}

int batch = int.Parse(options["batch"], CultureInfo.InvariantCulture);
set_num_threads(int.Parse(options["threads"], CultureInfo.InvariantCulture));
TrainedNetwork network = TrainedNetwork.Find(options["network"]);
Layers layers = new(SafetensorsFile.Read(options["weights"]));
long[] shape = [.. network.ImageShape];
long imageLength = shape.Aggregate(1L, (product, size) => product * size);
float[] pixels = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(options["images"])).ToArray();
int[] labels = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(options["labels"])).ToArray();
long images = pixels.Length / imageLength;

// Ours are rows of pixels; libtorch's default is a plane a channel.
using Tensor all = tensor(pixels, [images, shape[1], shape[2], shape[0]]).permute(0, 3, 1, 2).contiguous();
using Tensor targets = tensor(labels, network.IsSegmentation ? [images, shape[1], shape[2]] : [images]).to(int64);
using (no_grad())
using (NewDisposeScope())
{
    network.Forward(layers, all.narrow(0, 0, Math.Min(2, images))); // makes the parameters
}

layers.Restore();
optim.Optimizer optimizer = optim.SGD(
    layers.Parameters,
    double.Parse(options["learning-rate"], CultureInfo.InvariantCulture),
    double.Parse(options["momentum"], CultureInfo.InvariantCulture));
long batches = images / batch;
long position = 0;

double[] losses = [.. Enumerable.Range(0, int.Parse(options["checked-steps"], CultureInfo.InvariantCulture)).Select(_ => Step(readsLoss: true))];
Print(new { version = torch.__version__, losses, peakBytes = PeakBytes() });
while (Console.ReadLine() is { } line)
{
    double seconds = double.Parse(line, CultureInfo.InvariantCulture);
    List<double> times = [];
    Stopwatch turn = Stopwatch.StartNew();
    while (turn.Elapsed.TotalSeconds < seconds || times.Count == 0)
    {
        Stopwatch call = Stopwatch.StartNew();
        Step(readsLoss: false);
        times.Add(call.Elapsed.TotalSeconds);
    }

    times.Sort();
    Print(new { median = times[times.Count / 2], min = times[0], calls = times.Count, peakBytes = PeakBytes() });
}

double Step(bool readsLoss)
{
    using DisposeScope scope = NewDisposeScope();
    long first = position * batch;
    position = (position + 1) % batches;
    optimizer.zero_grad();
    Tensor loss = nn.functional.cross_entropy(network.Forward(layers, all.narrow(0, first, batch)), targets.narrow(0, first, batch));
    loss.backward();
    optimizer.step();
    return readsLoss ? loss.item<float>() : 0;
}

void Print<T>(T line)
{
    answers.WriteLine(JsonSerializer.Serialize(line));
    answers.Flush();
}

static long PeakBytes()
{
    string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
    return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
