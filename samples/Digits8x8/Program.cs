using System.Diagnostics;
using System.Globalization;
using CnnGen;
using Digits8x8;

// The smallest training there is: read, train, measure. Ends with 1 where the network did not learn.
const int BadInput = 2;
const int Epochs = 20;
const int BatchSize = 32;
const double LearningRate = 3e-3;
const double Enough = 0.97;

int seed = 1;
if (args is not ([] or ["--seed", _]) || (args is [_, string number] && !int.TryParse(number, NumberStyles.Integer, CultureInfo.InvariantCulture, out seed)))
{
    Console.Error.WriteLine("usage: Digits8x8 [--seed NUMBER]");
    return BadInput;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(TensorDataset train, TensorDataset heldOut) = DigitFile.Read();
Console.WriteLine(DigitNet.Summary);
Console.WriteLine($"{train.Count} digits to learn, {heldOut.Count} held out, {Epochs} epochs");

Stopwatch watch = Stopwatch.StartNew();
Trainer<DigitNet> trainer = new(new Adam(LearningRate), seed);
trainer.Schedule = new CosineDecay(Epochs);
trainer.Fit(train, Epochs, BatchSize);
double seconds = watch.Elapsed.TotalSeconds;

EvaluationResult result = Evaluation.Run(trainer.Network, heldOut);
Console.WriteLine($"held-out accuracy {100 * result.Accuracy:0.0} %, loss {result.Loss:0.000}, {seconds:0.0} s of training");
return result.Accuracy >= Enough ? 0 : 1;
