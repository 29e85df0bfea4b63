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
    /// where no round begins.
    /// </summary>
    public int ImagesOfRound { get; init; }

    /// <summary>How many stages the round has; 0 where none begins.</summary>
    public int StagesOfRound { get; init; }
}
