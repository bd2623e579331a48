// Plain CSV: a header, then rows of as many cells; no quotes.
#pragma once

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/// The parts between separators, empty ones too: "a,,b," has four.
inline std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t to = 0; (to = text.find(separator, from)) != std::string::npos; from = to + 1)
        parts.push_back(text.substr(from, to - from));
    parts.push_back(text.substr(from));
    return parts;
}

/// A row: column name -> cell.
using CsvRow = std::map<std::string, std::string>;

/// The rows of a file. A row that does not match the header is an error, as is a missing file.
inline std::vector<CsvRow> read_csv(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line)) throw std::runtime_error("no header: " + path);
    const std::vector<std::string> header = split(line, ',');
    std::vector<CsvRow> rows;
    while (std::getline(file, line)) {
        const std::vector<std::string> cells = split(line, ',');
        if (cells.size() != header.size() || line.find('"') != std::string::npos)
            throw std::runtime_error("not a row of " + path + ": " + line);
        CsvRow& row = rows.emplace_back();
        for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = cells[i];
    }
    return rows;
}
