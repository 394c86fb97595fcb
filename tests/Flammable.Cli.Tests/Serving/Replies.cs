using System.Net;
using System.Text.Json.Nodes;

namespace Flammable.Cli.Tests.Serving;

/// <summary>What a server answered, checked.</summary>
internal static class Replies
{
    /// <summary>The body of an answer that went well.</summary>
    public static async Task<string> GoodAsync(this Task<HttpResponseMessage> sent)
    {
        using HttpResponseMessage reply = await sent;
        string body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{reply}\n{body}");
        return body;
    }

    /// <summary>The problem that an answer is, of the form that RFC 9457 asks for.</summary>
    public static async Task<JsonObject> ProblemAsync(this Task<HttpResponseMessage> sent, int status, string type = "about:blank")
    {
        using HttpResponseMessage reply = await sent;
        string body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)reply.StatusCode, $"{reply}\n{body}");
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.ToString());
        JsonObject problem = JsonNode.Parse(body)!.AsObject();
        Check(problem, status, type);
        return problem;
    }

    /// <summary>The problem in a line of an answer.</summary>
    public static JsonObject LineProblem(string line, int status, string type)
    {
        JsonObject problem = JsonNode.Parse(line)!["error"]!.AsObject();
        Check(problem, status, type);
        return problem;
    }

    public static string Detail(this JsonObject problem) => problem["detail"]!.GetValue<string>();

    public static void Check(JsonObject problem, int status, string type)
    {
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        Assert.Equal(type == "about:blank" ? type : $"urn:flammable:problem:{type}", problem["type"]!.GetValue<string>());
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        string text = problem.ToJsonString();
        Assert.DoesNotContain("/", problem.Detail().Replace("application/", "").Replace("text/csv", "").Replace("/openapi.json", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}
