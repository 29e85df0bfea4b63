using Xunit;
using Xunit.Abstractions;

namespace CnnGen.TestRunner;

/// <summary>Collects the tests that are found, counts how they end, and prints those that fail.</summary>
internal sealed class TestRun(Func<ITestCase, bool> isWanted) : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _discovered = new();
    private readonly ManualResetEventSlim _executed = new();

    public List<ITestCase> Cases { get; } = [];

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public void WaitForDiscovery() => _discovered.Wait();

    public void WaitForExecution() => _executed.Wait();

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (Cases)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage { TestCase: { } test } when isWanted(test):
                    Cases.Add(test);
                    break;
                case IDiscoveryCompleteMessage:
                    _discovered.Set();
                    break;
                case ITestPassed:
                    Passed++;
                    break;
                case ITestSkipped:
                    Skipped++;
                    break;
                case ITestFailed failed:
                    Fail(failed.Test.DisplayName, failed);
                    break;
                case IErrorMessage error:
                    Fail("outside of tests", error);
                    break;
                case ITestAssemblyFinished:
                    _executed.Set();
                    break;
                case IFailureInformation cleanup:
                    Fail("cleaning up", cleanup);
                    break;
            }
        }

        return true;
    }

    public void Dispose()
    {
        _discovered.Dispose();
        _executed.Dispose();
    }

    private void Fail(string name, IFailureInformation failure)
    {
        Failed++;
        Console.WriteLine($"failed: {name}");
        for (int i = 0; i < failure.Messages.Length; i++)
        {
            Console.WriteLine($"{failure.ExceptionTypes[i]}: {failure.Messages[i]}\n{failure.StackTraces[i]}");
        }
    }
}
