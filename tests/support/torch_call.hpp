// A constructor's call as Python writes it, `nn.Conv1d(4, 6, 3, padding='same')`, with its
// arguments by name.
#pragma once

#include <ctnn/nn.hpp>

#include <cctype>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace torch_call {

/// What would not compile in C++, or raises a TypeError in Python.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Call;

struct Value {
    enum class Kind { none, boolean, whole, real, text, list, call };
    Kind kind = Kind::none;
    double number = 0;
    std::string text = {};
    std::vector<Value> list = {};
    std::shared_ptr<Call> call = {};
};

struct Call {
    std::string name = {};
    std::vector<Value> positional = {};
    std::map<std::string, Value> named = {};
};

/// A reader of the few expressions that the data has.
class Parser {
  public:
    explicit Parser(const std::string& text_in) : text_(text_in) {}

    Call call() {
        Call call;
        call.name = word();
        if (call.name.rfind("nn.", 0) == 0) call.name = call.name.substr(3);
        expect('(');
        while (!accept(')')) {
            const std::size_t start = at_;
            const std::string name = word();
            if (!name.empty() && accept('=')) {
                call.named[name] = value();
            } else {
                at_ = start;
                call.positional.push_back(value());
            }
            accept(',');
        }
        return call;
    }

  private:
    Value value() {
        skip();
        Value value;
        const char next = text_[at_];
        if (next == '(' || next == '[') {
            ++at_;
            value.kind = Value::Kind::list;
            while (!accept(next == '(' ? ')' : ']')) {
                value.list.push_back(this->value());
                accept(',');
            }
        } else if (next == '\'') {
            const std::size_t end = text_.find('\'', at_ + 1);
            value.kind = Value::Kind::text;
            value.text = text_.substr(at_ + 1, end - at_ - 1);
            at_ = end + 1;
        } else if (std::isdigit(static_cast<unsigned char>(next)) != 0 || next == '-') {
            std::size_t length = 0;
            value.number = std::stod(text_.substr(at_), &length);
            const std::string digits = text_.substr(at_, length);
            const bool is_whole = digits.find_first_of(".e") == std::string::npos;
            value.kind = is_whole ? Value::Kind::whole : Value::Kind::real;
            at_ += length;
        } else {
            const std::size_t start = at_;
            const std::string name = word();
            if (name == "True" || name == "False") {
                value.kind = Value::Kind::boolean;
                value.number = name == "True";
            } else if (name != "None") {
                value.kind = Value::Kind::call; // or a plain name
                value.call = std::make_shared<Call>();
                value.call->name = name;
                if (at_ < text_.size() && text_[at_] == '(') {
                    at_ = start;
                    *value.call = call();
                }
            }
        }
        return value;
    }

    std::string word() {
        skip();
        const std::size_t start = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                      text_[at_] == '_' || text_[at_] == '.')) {
            ++at_;
        }
        return text_.substr(start, at_ - start);
    }
    void skip() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    bool accept(char wanted) {
        skip();
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    void expect(char wanted) {
        if (!accept(wanted)) throw std::runtime_error("cannot read " + text_);
    }

    std::string text_;
    std::size_t at_ = 0;
};

/// The arguments of a call by name. Each `...of` asks for one; what nobody asked for is refused.
class Arguments {
  public:
    Arguments(const Call& call, const std::vector<std::string>& names) : values_(call.named) {
        if (call.positional.size() > names.size()) throw Refused("too many arguments");
        for (std::size_t i = 0; i < call.positional.size(); ++i) {
            values_[names[i]] = call.positional[i];
        }
        for (const auto& [name, value] : values_) {
            bool is_known = false;
            for (const std::string& known : names) is_known = is_known || known == name;
            if (!is_known) throw Refused("no argument " + name);
        }
    }

    void require(const std::string& name) const {
        if (values_.count(name) == 0) throw Refused("missing argument " + name);
    }

    ctnn::Count count(const std::string& name, ctnn::Count left_out) const {
        const Value* const value = find(name);
        return value == nullptr ? left_out : whole(*value);
    }
    bool flag(const std::string& name, bool left_out) const {
        const Value* const value = find(name);
        return value == nullptr ? left_out : value->number != 0;
    }
    double real(const std::string& name, double left_out) const {
        const Value* const value = find(name);
        if (value == nullptr) return left_out;
        if (value->kind == Value::Kind::boolean) throw Refused(name + " is no number");
        return value->number;
    }
    std::string text(const std::string& name, const std::string& left_out) const {
        const Value* const value = find(name);
        return value == nullptr ? left_out : value->text;
    }
    const Value* find(const std::string& name) const {
        const auto at = values_.find(name);
        return at == values_.end() || at->second.kind == Value::Kind::none ? nullptr : &at->second;
    }

    /// One number, or `axes` numbers; None in a list is `inferred`.
    std::vector<ctnn::Count> counts(const std::string& name, int axes, ctnn::Count left_out) const {
        const Value* const value = find(name);
        if (value == nullptr) {
            return std::vector<ctnn::Count>(static_cast<std::size_t>(axes), left_out);
        }
        if (value->kind != Value::Kind::list) {
            return std::vector<ctnn::Count>(static_cast<std::size_t>(axes), whole(*value));
        }
        std::vector<ctnn::Count> all;
        for (const Value& each : value->list) {
            all.push_back(each.kind == Value::Kind::none ? ctnn::inferred : whole(each));
        }
        if (all.size() != static_cast<std::size_t>(axes)) throw Refused("wrong number of " + name);
        return all;
    }
    ctnn::Count line(const std::string& name, ctnn::Count left_out) const {
        return counts(name, 1, left_out)[0];
    }
    ctnn::Extent extent(const std::string& name, ctnn::Count left_out) const {
        const auto all = counts(name, 2, left_out);
        return {all[0], all[1]};
    }
    ctnn::Extent3d extent3d(const std::string& name, ctnn::Count left_out) const {
        const auto all = counts(name, 3, left_out);
        return {all[0], all[1], all[2]};
    }

    static ctnn::Count whole(const Value& value) {
        if (value.kind != Value::Kind::whole && value.kind != Value::Kind::boolean) {
            throw Refused("not a whole number");
        }
        return static_cast<ctnn::Count>(value.number);
    }

  private:
    std::map<std::string, Value> values_;
};

} // namespace torch_call
