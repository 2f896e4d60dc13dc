package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.buildkit.BuildKit;
import dev.cofferdam.gate.lookup.Deliberation;
import dev.cofferdam.gate.lookup.EngineLink;
import dev.cofferdam.gate.metrics.GateMetrics;
import dev.cofferdam.gate.view.Views;
import dev.cofferdam.journal.Journal;
import java.util.concurrent.Executor;

/**
 * What every connection of a gate shares. All parts may be used from any thread; those that block
 * ({@code deliberation}, {@code views}) only from {@code tasks}.
 *
 * @param turnstile orders the calls that count against a principal's totals
 * @param tasks runs each task on a virtual thread of its own
 */
public record Services(
    EngineLink engine,
    Deliberation deliberation,
    Views views,
    Journal journal,
    GateMetrics metrics,
    Timeouts timeouts,
    Turnstile turnstile,
    BuildKit buildKit,
    Executor tasks) {}
