using System.Buffers.Binary;
using System.Text;

namespace CnnGen;

/// <summary>
/// Writes loss, accuracy, learning rate and speed as TensorBoard's event files: <c>tensorboard --logdir FOLDER</c> shows them while training goes on.
/// </summary>
/// <remarks>
/// A file is a sequence of records: length, its checksum, a protocol buffer <c>Event</c>, its checksum; checksums are CRC-32C, rotated and shifted
/// (tensorflow/core/lib/io/record_writer.h). Each training makes a file of its own.
/// </remarks>
public sealed class TensorBoardWriter : TrainingCallback, IDisposable
{
    // The numbers of the fields in tensorflow/core/util/event.proto and framework/summary.proto, and how they are written.
    private const byte WallTime = (1 << 3) | 1;
    private const byte StepField = 2 << 3;
    private const byte FileVersion = (3 << 3) | 2;
    private const byte Summary = (5 << 3) | 2;
    private const byte SummaryValue = (1 << 3) | 2;
    private const byte Tag = (1 << 3) | 2;
    private const byte SimpleValue = (2 << 3) | 5;
    private const uint ChecksumShift = 0xA282EAD8;

    private static int s_files;

    private readonly string _folder;
    private readonly int _every;
    private FileStream? _file;

    /// <summary>Sets the folder.</summary>
    /// <param name="folder">A folder for this run; TensorBoard calls the run by its name.</param>
    /// <param name="every">Steps between two losses of batches.</param>
    public TensorBoardWriter(string folder, int every = 50)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _folder = folder;
        _every = every;
    }

    /// <summary>Writes a number of your own.</summary>
    /// <param name="tag">What it is: <c>loss/train</c>. Tags with the same beginning are shown together.</param>
    /// <param name="value">The number.</param>
    /// <param name="step">Where it stands along the curve.</param>
    public void Scalar(string tag, double value, long step)
    {
        byte[] name = Encoding.UTF8.GetBytes(tag);
        using MemoryStream content = new();
        Bytes(content, Tag, name);
        content.WriteByte(SimpleValue);
        Span<byte> number = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(number, (float)value);
        content.Write(number);

        using MemoryStream summary = new();
        Bytes(summary, SummaryValue, content.ToArray());
        Write(step, Summary, summary.ToArray());
    }

    /// <inheritdoc/>
    public override void AfterBatch(TrainingContext training)
    {
        if (training.Step % _every == 0)
        {
            Scalar("batch/loss", training.BatchLoss, training.Step);
            Scalar("batch/learning rate", training.LearningRate, training.Step);
            if (double.IsFinite(training.GradientNorm))
            {
                Scalar("batch/gradient norm", training.GradientNorm, training.Step);
            }
        }
    }

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingContext training, EpochResult result)
    {
        Scalar("loss/train", result.Loss, result.Epoch);
        Scalar("accuracy/train", result.Accuracy, result.Epoch);
        if (result.Validation is { } validation)
        {
            Scalar("loss/validation", validation.Loss, result.Epoch);
            Scalar("accuracy/validation", validation.Accuracy, result.Epoch);
        }

        Scalar("learning rate", result.LearningRate, result.Epoch);
        Scalar("images per second", result.ImagesPerSecond, result.Epoch);
        _file?.Flush();
    }

    /// <inheritdoc/>
    public override void AfterTraining(TrainingContext training) => Dispose();

    /// <summary>Closes the file; another number begins a new one.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Write(long step, byte field, byte[] content)
    {
        _file ??= Open();
        Record(_file, Event(step, field, content));
    }

    // A file is named as TensorBoard looks for it, with what no other process and no other file of this one has.
    private FileStream Open()
    {
        Directory.CreateDirectory(_folder);
        string name =
            $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{Environment.MachineName}.{Environment.ProcessId}."
            + $"{Interlocked.Increment(ref s_files)}";
        FileStream file = new(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Record(file, Event(0, FileVersion, "brain.Event:2"u8.ToArray()));
        return file;
    }

    private static byte[] Event(long step, byte field, byte[] content)
    {
        using MemoryStream record = new();
        record.WriteByte(WallTime);
        Span<byte> time = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(time, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000d);
        record.Write(time);
        record.WriteByte(StepField);
        Varint(record, (ulong)step);
        Bytes(record, field, content);
        return record.ToArray();
    }

    private static void Record(Stream file, byte[] content)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)content.Length);
        file.Write(length);
        file.Write(Checksum(length));
        file.Write(content);
        file.Write(Checksum(content));
    }

    private static byte[] Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = Crc32C.End(Crc32C.Add(Crc32C.Start, bytes));
        byte[] masked = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, ((crc >> 15) | (crc << 17)) + ChecksumShift);
        return masked;
    }

    private static void Bytes(Stream stream, byte field, byte[] content)
    {
        stream.WriteByte(field);
        Varint(stream, (ulong)content.Length);
        stream.Write(content);
    }

    private static void Varint(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
