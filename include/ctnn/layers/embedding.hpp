// Embedding and EmbeddingBag: rows of a table, by index.
#pragma once

#include "../core/layer.hpp"
#include "../core/real.hpp"

namespace ctnn {

/// torch.nn.Embedding: indices of any shape -> that shape with a last axis of embedding_dim. A
/// lookup: no MACs, no FLOPs. Parameters num_embeddings * embedding_dim. Indices have a shape like
/// any other input: `Shape{12}` is a sequence of 12.
struct Embedding {
    static constexpr const char* name = "Embedding";
    static constexpr Op op = Op::embedding;

    Count num_embeddings = 0;     ///< required: the rows of the table
    Count embedding_dim = 0;      ///< required: their length
    Count padding_idx = inferred; ///< a row that stays 0; counts from the end if negative

    constexpr Misfit check() const {
        if (auto misfit = expect::positive(Field::num_embeddings, num_embeddings)) return misfit;
        if (auto misfit = expect::positive(Field::embedding_dim, embedding_dim)) return misfit;
        const bool is_row = padding_idx < num_embeddings && padding_idx >= -num_embeddings;
        if (padding_idx == inferred || is_row) return {};
        Misfit misfit{Problem::own_words, Field::none, Axis::none, num_embeddings, padding_idx};
        misfit.words = "padding_idx must be a row of the $expected embeddings, is $got";
        return misfit;
    }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank < Shape::max_rank) return {};
        return expect::rank(Shape::max_rank - 1, in);
    }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        out.append(embedding_dim);
        return out;
    }
    constexpr Axes axes(const Shape&) const { return {0, 1, 2, 3, 4, 5}; }
    constexpr Params params() const { return {.weights = mul(num_embeddings, embedding_dim)}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// How an EmbeddingBag joins the rows of a bag.
enum class BagMode : unsigned char { sum, mean, max };

/// torch.nn.EmbeddingBag: a bag of n indices -> a vector of embedding_dim, the mean, sum or maximum
/// of their rows. With `bags`, a list of indices that offsets divide -> bags x embedding_dim.
/// Parameters num_embeddings * embedding_dim; the lecture gives no FLOPs.
struct EmbeddingBag {
    static constexpr const char* name = "EmbeddingBag";
    static constexpr Op op = Op::embedding_bag;

    Count num_embeddings = 0; ///< required: the rows of the table
    Count embedding_dim = 0;  ///< required: their length
    BagMode mode = BagMode::mean;
    Count padding_idx = inferred; ///< a row that is left out
    Count bags = inferred;        ///< the number of PyTorch's offsets; left out: one bag a sample

    constexpr Misfit check() const {
        if (auto misfit = expect::positive_or_inferred(Field::size, bags)) return misfit;
        return Embedding{num_embeddings, embedding_dim, padding_idx}.check();
    }
    constexpr Misfit check(const Shape& in) const {
        return in.rank == 1 ? Misfit{} : expect::rank(1, in);
    }
    constexpr Shape output_shape(const Shape&) const {
        if (bags == inferred) return {embedding_dim};
        return {bags, embedding_dim};
    }
    constexpr Params params() const { return {.weights = mul(num_embeddings, embedding_dim)}; }
    /// n rows are joined into one for each bag.
    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count more = in[0] - detail::given_or(bags, 1);
        const Count joined = mul(more > 0 ? more : 0, embedding_dim);
        return {.additions = mode == BagMode::max ? 0 : joined,
                .comparisons = mode == BagMode::max ? joined : 0,
                .divisions = mode == BagMode::mean ? out.elements() : 0};
    }
};

} // namespace ctnn
