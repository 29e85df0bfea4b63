using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Networks;

/// <summary>A contender that computes the logits of a batch it was given.</summary>
internal interface IInferenceContender : IContender
{
    /// <summary>The logits, image after image, by which contenders show that they compute the same.</summary>
    float[] Logits();
}
