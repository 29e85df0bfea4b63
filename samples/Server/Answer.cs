using System.Text.Json.Serialization;

namespace CnnGen.Samples.Server;

/// <summary>What a picture is answered with.</summary>
/// <param name="Digit">The likeliest.</param>
/// <param name="Probabilities">Of the digits 0 to 9.</param>
/// <param name="Batch">Images that were computed together with it.</param>
internal sealed record Answer(int Digit, float[] Probabilities, int Batch);

/// <summary>What a request that cannot be answered is answered with.</summary>
/// <param name="Error">What is wrong with it.</param>
internal sealed record Refusal(string Error);

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class AnswerJson : JsonSerializerContext;
