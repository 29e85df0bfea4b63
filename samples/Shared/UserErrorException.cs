namespace CnnGen.Samples;

/// <summary>Something that the user can put right. The message says what, in one line.</summary>
internal sealed class UserErrorException(string message) : Exception(message);
