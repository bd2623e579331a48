// A build without exceptions and RTTI: errors are values, and a question about a network that does
// not fit calls the user's handler. Exits with 0 if all of that is so.
#include <ctnn/ctnn.hpp>

#include <cstdlib>

using namespace ctnn;

constexpr Sequential net{Flatten{}, Linear{400, 120}};
static_assert(params(net) == 48'120);

int main(int count, char**) {
    const Shape good{16, 5, 4 + count};
    const Shape bad{16, 4, 3 + count};
    if (try_summarize(net, good).error || params(net, good) != 48'120) return 1;
    if (try_summarize(net, bad).error.misfit.got != 256) return 2;
    if (set_error_handler([](const Error& error) { std::exit(error.index == 1 ? 0 : 3); }))
        return 4;
    return static_cast<int>(params(net, bad)); // the handler ends the program
}
