namespace CnnGen.Runtime;

/// <summary>
/// A stretch of forward and backward that threads divide; all of them are done with it before any begins the next. Either each image goes through it by itself,
/// or what is computed of all images together, such as the gradient of a weight, is divided into tasks of which one thread sums each. Made by generated code
/// only.
/// </summary>
public sealed unsafe class TrainingStage
{
    /// <summary>The stretch for the tasks from the second argument up to the third.</summary>
    public required delegate*<in MicroBatch, int, int, void> Run { get; init; }

    /// <summary>Into how many tasks the work is divided; 0 where these are the images, or parts of them.</summary>
    public int Tasks { get; init; }

    /// <summary>
    /// Into how many parts each image is divided, which are the tasks then: those of image n from n times this number on. 0 where an image is one task.
    /// </summary>
    public int PartsOfImage { get; init; }

    /// <summary>
    /// Images that go through the stages of the round that begins here before the next images do, so that what passes between these stages stays in a cache; 0
    /// where no round begins. The most of them: with few threads a round has <see cref="ImagesOfThread"/> for each.
    /// </summary>
    public int ImagesOfRound { get; init; }

    /// <summary>Images of a round for each thread, so few that they stay in its second cache; as many as of a round where one would not.</summary>
    public int ImagesOfThread { get; init; }

    /// <summary>How many stages the round has; 0 where none begins.</summary>
    public int StagesOfRound { get; init; }

    /// <summary>Images of the round that begins here.</summary>
    /// <param name="threads">How many threads divide the work.</param>
    /// <param name="batch">Images of the batch, which are one round where no other begins.</param>
    internal int ImagesOfRoundOn(int threads, int batch) =>
        StagesOfRound == 0 ? batch : (int)Math.Min(ImagesOfRound, (long)ImagesOfThread * threads);
}
