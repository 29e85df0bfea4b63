using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies the header of a safetensors file, and nothing else of it, to a small file that the analyzer can read. Compiled by MSBuild when a weight file has
/// changed, in the C# that MSBuild's own compiler of tasks takes.
/// </summary>
public sealed class WriteWeightHeader : Task
{
    private const int LengthSize = 8;

    // The format's own limit.
    private const long LargestHeader = 100000000;

    /// <summary>The weight file.</summary>
    [Required]
    public string WeightFile { get; set; }

    /// <summary>Where its header goes.</summary>
    [Required]
    public string HeaderFile { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        string header;
        try
        {
            header = Read();
        }
        catch (Exception problem) when (problem is IOException || problem is UnauthorizedAccessException)
        {
            header = "!" + problem.Message.Replace('\r', ' ').Replace('\n', ' ');
        }

        Directory.CreateDirectory(Path.GetDirectoryName(HeaderFile));
        File.WriteAllText(HeaderFile, header, new UTF8Encoding(false));
        return true;
    }

    private string Read()
    {
        using (FileStream file = new FileStream(WeightFile, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete))
        {
            byte[] lengthBytes = new byte[LengthSize];
            if (Fill(file, lengthBytes) < LengthSize)
            {
                return "!it is shorter than a safetensors file, which begins with 8 bytes of header length";
            }

            ulong length = 0;
            for (int i = LengthSize - 1; i >= 0; i--)
            {
                length = (length << 8) | lengthBytes[i];
            }

            if (length > LargestHeader || (long)length > file.Length - LengthSize)
            {
                return "!it is no safetensors file: its header would have " + length + " bytes";
            }

            byte[] header = new byte[length];
            return Fill(file, header) < header.Length ? "!it is truncated" : Encoding.UTF8.GetString(header);
        }
    }

    private static int Fill(Stream stream, byte[] bytes)
    {
        int read = 0;
        for (int more; read < bytes.Length && (more = stream.Read(bytes, read, bytes.Length - read)) > 0;)
        {
            read += more;
        }

        return read;
    }
}
