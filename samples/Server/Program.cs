using System.Reflection;
using CnnGen.Samples.Server;
using CnnGen.Samples.Server.Batching;
using CnnGen.Samples.Server.Http;
using DigitReader;

// A server that reads digits: POST a PNG picture to /classify. Options: --urls http://127.0.0.1:5000 --workers 2 --batch 16 --queue 1024 --timeout 5000.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
ServerOptions options;
try
{
    options = ServerOptions.Read(builder.Configuration);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
    kestrel.Limits.MaxConcurrentConnections = 4096;
    kestrel.Limits.RequestHeadersTimeout = options.Timeout;
});

ServerMetrics metrics = new();
using Stream weights = Assembly.GetExecutingAssembly().GetManifestResourceStream("lenet5.safetensors")!;
await using BatchQueue<LeNet5> queue = new(LeNet5.Load(weights), options, metrics);
ClassifyEndpoint classify = new(queue, options, metrics);

WebApplication app = builder.Build();
app.MapPost("/classify", (RequestDelegate)classify.Handle);
app.MapGet("/health", (RequestDelegate)(context => context.Response.WriteAsync("ok\n")));
app.MapGet("/metrics", (RequestDelegate)(context =>
{
    context.Response.ContentType = "text/plain; version=0.0.4";
    return context.Response.WriteAsync(metrics.Text(queue.Length));
}));

// SIGTERM and Ctrl-C: no new connections, requests that are here are answered, then the queue ends.
await app.RunAsync();
return 0;
