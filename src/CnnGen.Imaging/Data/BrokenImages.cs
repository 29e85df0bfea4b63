namespace CnnGen.Imaging;

/// <summary>What happens to files that cannot be read as pictures.</summary>
public enum BrokenImages
{
    /// <summary>Reading one is an <see cref="ImageFileException"/> that names it.</summary>
    Refuse,

    /// <summary>
    /// They are left out and listed. Every file is decoded once when the data set is opened, on all its workers, since only that shows whether it can be.
    /// </summary>
    Skip,
}
