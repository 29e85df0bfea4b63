using CnnGen.Reference;
using CnnGen.Reference.Losses;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>The oracle's images and targets as a network takes them.</summary>
internal static class Batches
{
    public static float[] Pixels(IEnumerable<RefTensor> images) => [.. images.SelectMany(image => image.Values.Select(x => (float)x))];

    public static Targets Targets(IReadOnlyList<RefTarget> targets) =>
        targets[0].Label >= 0 ? targets.Select(target => target.Label).ToArray() : targets.SelectMany(target => target.Values.Select(x => (float)x)).ToArray();
}
