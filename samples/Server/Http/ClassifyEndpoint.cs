using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CnnGen.Samples.Server.Batching;
using DigitReader;

namespace CnnGen.Samples.Server.Http;

/// <summary><c>POST /classify</c>: a PNG picture of a digit in, JSON out. Whatever is sent, the answer is a status and a reason.</summary>
internal sealed class ClassifyEndpoint(BatchQueue<LeNet5> queue, ServerOptions options, ServerMetrics metrics)
{
    public async Task Handle(HttpContext context)
    {
        long start = Stopwatch.GetTimestamp();
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(options.Timeout);
        try
        {
            await Write(context, StatusCodes.Status200OK, await Classify(context.Request, time.Token), AnswerJson.Default.Answer);
        }
        catch (Exception error) when (!context.Response.HasStarted && Status(error, context) is { } status)
        {
            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            string reason = error is OperationCanceledException ? $"The request took longer than {options.Timeout.TotalMilliseconds} ms." : error.Message;
            await Write(context, status, new Refusal(reason), AnswerJson.Default.Refusal);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; there is nobody to answer.
        }
        finally
        {
            metrics.CountRequest(context.Response.StatusCode, Stopwatch.GetElapsedTime(start));
        }
    }

    private static int? Status(Exception error, HttpContext context) => error switch
    {
        RefusedException refused => refused.Status,
        BadHttpRequestException bad => bad.StatusCode,
        ImageFileException => StatusCodes.Status400BadRequest,
        OperationCanceledException when !context.RequestAborted.IsCancellationRequested => StatusCodes.Status408RequestTimeout,
        _ => null,
    };

    private static Task Write<T>(HttpContext context, int status, T content, JsonTypeInfo<T> type)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(content, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json).AsTask();
    }

    private async Task<Answer> Classify(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentType?.Split(';')[0].Trim() is not "image/png")
        {
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, $"Content-Type is '{request.ContentType}'; it must be image/png.");
        }

        using MemoryStream body = new((int)Math.Clamp(request.ContentLength ?? 0, 0, options.MaxBodyBytes));
        await request.Body.CopyToAsync(body, cancellation);
        float[] pixels = Read(body);
        return await (queue.TryClassify(pixels, cancellation)
            ?? throw new RefusedException(StatusCodes.Status503ServiceUnavailable, $"{options.QueueLength} images wait already."));
    }

    private float[] Read(MemoryStream body)
    {
        long pixels = PngSize.Pixels(body.GetBuffer().AsSpan(0, (int)body.Length))
            ?? throw new RefusedException(StatusCodes.Status400BadRequest, "The body is no PNG file.");
        if (pixels > options.MaxPixels)
        {
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The picture has {pixels} pixels; at most {options.MaxPixels} are taken.");
        }

        body.Position = 0;
        return DigitPicture.Normalize(Image.Load(body, "body"), "body");
    }
}
