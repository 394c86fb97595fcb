using Flammable.Execution;

namespace Flammable.Cli.Serving;

/// <summary>Keeps the warnings of a server that is starting, for whoever started it.</summary>
internal sealed class StartWarnings : IProgress<RunEvent>
{
    private readonly Lock _turn = new();
    private List<string>? _texts = [];

    public void Report(RunEvent value)
    {
        if (value is WarningEvent warning)
        {
            lock (_turn)
            {
                _texts?.Add(warning.Message);
            }
        }
    }

    /// <summary>The warnings; those that come later are for the log alone.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_turn)
        {
            List<string> texts = _texts ?? [];
            _texts = null;
            return texts;
        }
    }
}
