using System.Text;

namespace Flammable.Execution;

/// <summary>Sends what a run's threads print to the run's log; everything else goes where it went before.</summary>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly Lock Installing = new();
    private static volatile TextWriter? _installedOut;
    private static volatile TextWriter? _installedError;

    private readonly TextWriter _original;

    private ConsoleRouter(TextWriter original) => _original = original;

    public override Encoding Encoding => _original.Encoding;

    /// <summary>Takes the console's two streams, unless they are taken already.</summary>
    public static void Install()
    {
        if (ReferenceEquals(Console.Out, _installedOut) && ReferenceEquals(Console.Error, _installedError))
        {
            return;
        }

        lock (Installing)
        {
            if (!ReferenceEquals(Console.Out, _installedOut))
            {
                Console.SetOut(new ConsoleRouter(Console.Out));
                _installedOut = Console.Out;
            }

            if (!ReferenceEquals(Console.Error, _installedError))
            {
                Console.SetError(new ConsoleRouter(Console.Error));
                _installedError = Console.Error;
            }
        }
    }

    /// <summary>Puts back what a task has replaced: its own writer would take what everybody prints, and keep its assembly.</summary>
    public static void PutBack()
    {
        lock (Installing)
        {
            if (_installedOut is not null && !ReferenceEquals(Console.Out, _installedOut))
            {
                Console.SetOut(_installedOut);
            }

            if (_installedError is not null && !ReferenceEquals(Console.Error, _installedError))
            {
                Console.SetError(_installedError);
            }
        }
    }

    public override void Write(char value)
    {
        if (TaskScope.Current is { } scope)
        {
            scope.Log.Write([value]);
        }
        else
        {
            _original.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (TaskScope.Current is { } scope)
        {
            scope.Log.Write(buffer);
        }
        else
        {
            _original.Write(buffer);
        }
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value)
    {
        if (TaskScope.Current is null)
        {
            _original.WriteLine(value);
        }
        else
        {
            Write($"{value}\n".AsSpan());
        }
    }

    public override void Flush() => _original.Flush();
}
