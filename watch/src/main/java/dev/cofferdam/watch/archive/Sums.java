package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.TokenUsage;
import java.time.LocalDate;

/**
 * Exchanges of one day, project and model together.
 *
 * @param day in UTC
 * @param project the folder
 * @param model the model; empty where none answered
 * @param exchanges how many
 * @param usage their tokens
 */
public record Sums(LocalDate day, String project, String model, long exchanges, TokenUsage usage) {}
