package dev.cofferdam.watch.masking;

import java.util.ArrayList;
import java.util.List;

/** Tokens that their makers let begin with letters of their own. */
final class KnownTokens {
  private static final List<List<Shape>> BY_FIRST = new ArrayList<>();

  static {
    for (int c = 0; c < 128; c++) {
      BY_FIRST.add(new ArrayList<>(0));
    }
    // Longer beginnings before the shorter ones that they begin with.
    shape("anthropic-key", "sk-ant-", 20);
    shape("openrouter-key", "sk-or-", 20);
    shape("openai-key", "sk-proj-", 20);
    shape("openai-key", "sk-svcacct-", 20);
    shape("openai-key", "sk-admin-", 20);
    shape("api-key", "sk-", 32);
    for (String kind : List.of("AKIA", "ASIA", "ABIA", "ACCA")) {
      BY_FIRST.get('A').add(new Shape("aws-access-key", kind, 16, 16, true));
    }
    for (String kind : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
      shape("github-token", kind, 30);
    }
    shape("github-token", "github_pat_", 22);
    shape("gitlab-token", "glpat-", 16);
    shape("gitlab-token", "gldt-", 16);
    shape("gitlab-token", "glrt-", 16);
    shape("gitlab-token", "glptt-", 16);
    for (String kind : List.of("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxc-", "xoxd-")) {
      shape("slack-token", kind, 10);
    }
    shape("slack-token", "xoxe", 20);
    shape("slack-token", "xapp-", 10);
    for (String kind : List.of("sk_live_", "sk_test_", "rk_live_", "rk_test_")) {
      shape("stripe-key", kind, 10);
    }
    shape("webhook-secret", "whsec_", 16);
    shape("supabase-token", "sbp_", 30);
    shape("supabase-token", "sb_secret_", 16);
    shape("google-key", "AIza", 30);
    shape("google-token", "ya29.", 16);
    shape("google-secret", "GOCSPX-", 16);
    shape("npm-token", "npm_", 30);
    shape("pypi-token", "pypi-AgE", 30);
    shape("docker-token", "dckr_pat_", 16);
    shape("docker-token", "dckr_oat_", 16);
    shape("huggingface-token", "hf_", 30);
    shape("sendgrid-key", "SG.", 20);
    shape("shopify-token", "shpat_", 20);
    shape("linear-key", "lin_api_", 20);
    shape("digitalocean-token", "dop_v1_", 40);
    shape("xai-key", "xai-", 40);
    shape("groq-key", "gsk_", 30);
    shape("replicate-token", "r8_", 30);
    shape("perplexity-key", "pplx-", 30);
    shape("nvidia-key", "nvapi-", 30);
    shape("grafana-token", "glsa_", 20);
    shape("vault-token", "hvs.", 20);
    shape("atlassian-token", "ATATT3", 30);
    shape("figma-token", "figd_", 20);
    shape("tailscale-key", "tskey-", 16);
    shape("sentry-token", "sntrys_", 20);
    shape("databricks-token", "dapi", 32);
    shape("age-key", "AGE-SECRET-KEY-1", 40);
  }

  private KnownTokens() {}

  /** One kind of token: how it begins, and how many characters must follow. */
  private record Shape(String kind, String begin, int least, int most, boolean exact) {}

  private static void shape(String kind, String begin, int least) {
    BY_FIRST.get(begin.charAt(0)).add(new Shape(kind, begin, least, Integer.MAX_VALUE, false));
  }

  /**
   * Looks for a token that begins here; no letter may stand before it.
   *
   * @return where to look next
   */
  static int at(String text, int from, Findings findings) {
    for (Shape shape : BY_FIRST.get(text.charAt(from))) {
      if (text.startsWith(shape.begin, from)) {
        int start = from + shape.begin.length();
        int end = shape.exact ? upperEnd(text, start) : dottedEnd(text, start);
        int length = end - start;
        if (length >= shape.least && length <= shape.most && !repeats(text, start, end)) {
          findings.add(from, end, shape.kind);
        }
        return Math.max(from, end);
      }
    }
    return from;
  }

  private static int upperEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && (Letters.kind(text.charAt(end)) & (Letters.UPPER | Letters.DIGIT)) != 0) {
      end++;
    }
    return Letters.isWord(text, end) ? from : end;
  }

  /** Parts of some tokens are joined by dots; a dot at the end is the sentence's. */
  private static int dottedEnd(String text, int from) {
    int end = Letters.keyEnd(text, from);
    while (end < text.length() - 1
        && text.charAt(end) == '.'
        && Letters.isKey(text.charAt(end + 1))
        && end - from >= 8) {
      end = Letters.keyEnd(text, end + 1);
    }
    return end;
  }

  /** {@code sk-xxxxxxxx} in a manual is no secret. */
  private static boolean repeats(String text, int from, int end) {
    char first = text.charAt(from);
    for (int i = from; i < end; i++) {
      if (text.charAt(i) != first) {
        return false;
      }
    }
    return true;
  }
}
