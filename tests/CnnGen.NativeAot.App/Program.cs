using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen;
using CnnGen.NativeAot.App;

// Trains a network, saves it, loads it and uses it; each line is read by CnnGen.NativeAot.Tests.
StripedImages images = new();
Trainer<Stripes> trainer = new(new Sgd(learningRate: 0.1f, momentum: 0.9f), seed: 1);
double before = trainer.Evaluate(images).Loss;
trainer.Fit(images, epochs: 5, batchSize: 16);
EvaluationResult after = trainer.Evaluate(images);

using MemoryStream file = new();
trainer.Network.Save(file);
file.Position = 0;
Stripes loaded = Stripes.Load(file);

float[] image = new float[Stripes.InputLength];
float[] trained = new float[Stripes.OutputLength];
float[] restored = new float[Stripes.OutputLength];
int right = 0;
bool same = true;
for (int i = 0; i < images.Count; i++)
{
    images.CopyImage(i, image);
    trainer.Network.Forward(image, trained);
    loaded.Forward(image, restored);
    same &= trained.AsSpan().SequenceEqual(restored);
    right += loaded.Predict(image) == images.Label(i) ? 1 : 0;
}

Console.WriteLine($"compiled ahead of time {!RuntimeFeature.IsDynamicCodeSupported}");
Console.WriteLine($"vector bits {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0)}");
Console.WriteLine($"parameters {Stripes.ParameterCount}");
Console.WriteLine($"loss falls {after.Loss < before / 4}");
Console.WriteLine($"right {right} of {images.Count}");
Console.WriteLine($"same after loading {same}");
return 0;
