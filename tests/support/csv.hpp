// Plain CSV: a header, then rows. A cell in quotes may hold commas, but no quotes.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace csv {

/// One row: column name -> text.
using Row = std::map<std::string, std::string>;

inline std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::stringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
    if (!text.empty() && text.back() == separator) parts.emplace_back();
    return parts;
}

/// The cells of a line.
inline std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> cells(1);
    bool is_quoted = false;
    for (const char character : line) {
        if (character == '"') {
            is_quoted = !is_quoted;
        } else if (character == ',' && !is_quoted) {
            cells.emplace_back();
        } else {
            cells.back() += character;
        }
    }
    return cells;
}

/// All rows of a file in tests/data. A missing file, an empty one and a row of another length
/// throw.
inline std::vector<Row> read(const std::string& name) {
    std::ifstream file(std::string(CTNN_TEST_DATA) + "/" + name);
    std::string line;
    if (!std::getline(file, line)) throw std::runtime_error("no data in " + name);
    const std::vector<std::string> columns = split(line, ',');
    std::vector<Row> rows;
    while (std::getline(file, line)) {
        const std::vector<std::string> values = cells(line);
        if (values.size() != columns.size()) throw std::runtime_error(name + ": " + line);
        Row row;
        for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = values[i];
        rows.push_back(row);
    }
    return rows;
}

} // namespace csv
