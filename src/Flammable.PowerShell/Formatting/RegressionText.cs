using System.Globalization;
using Flammable.Bisecting;

namespace Flammable.Formatting;

/// <summary>What the views show of a search for a broken metric beyond its properties. The texts are the same in every culture.</summary>
public static class RegressionText
{
    /// <summary>The metric and the limit, as <c>accuracy of the test, bad below 0.9</c>.</summary>
    /// <param name="regression">The result.</param>
    public static string Metric(Regression regression)
    {
        ArgumentNullException.ThrowIfNull(regression);
        string part = regression.Split.ToString().ToLowerInvariant();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{regression.Metric} ({part}), bad {(regression.Below is null ? "above" : "below")} {regression.Below ?? regression.Above}");
    }

    /// <summary>A commit in one line, as <c>abc1234 0.5 bad, trained: smaller steps</c>.</summary>
    /// <param name="commit">The commit.</param>
    public static string Line(ExaminedCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        string found = commit.IsBad is null
            ? $"skipped ({commit.Reason})"
            : $"{Value(commit)} {Result(commit)}, {commit.Source.ToString().ToLowerInvariant()}";
        return $"{commit.ShortCommit} {found}: {commit.Message}";
    }

    /// <summary>The metric's value; empty where there is none.</summary>
    /// <param name="commit">The commit.</param>
    public static string Value(ExaminedCommit? commit) => commit?.Value?.ToString("G4", CultureInfo.InvariantCulture) ?? "";

    /// <summary><c>good</c>, <c>bad</c>, or empty where it was skipped.</summary>
    /// <param name="commit">The commit.</param>
    public static string Result(ExaminedCommit commit) => commit?.IsBad switch
    {
        true => "bad",
        false => "good",
        null => "",
    };
}
